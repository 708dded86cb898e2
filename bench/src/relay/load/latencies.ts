/** Latencies of one run, in milliseconds; every sample is kept, so percentiles are exact. */
export class Latencies {
  #samples = new Float64Array(65_536);
  #count = 0;

  add(ms: number): void {
    if (this.#count === this.#samples.length) {
      const larger = new Float64Array(this.#samples.length * 2);
      larger.set(this.#samples);
      this.#samples = larger;
    }
    this.#samples[this.#count++] = ms;
  }

  /** The sample below which a share of all lies, 0 < share ≤ 1; NaN without samples. */
  percentile(share: number): number {
    const sorted = this.#samples.subarray(0, this.#count).slice().sort();
    return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  }
}
