/**
 * How many letters were typed wrong, left out, put in or swapped with their neighbour (optimal string alignment).
 * Anything beyond `most` is reported as `most + 1`.
 */
export function editDistance(a: string, b: string, most: number): number {
  const left = [...a];
  const right = [...b];
  if (Math.abs(left.length - right.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [i, letter] of left.entries()) {
    const row = [i + 1];
    for (const [j, other] of right.entries()) {
      const cost = letter === other ? 0 : 1;
      let best = Math.min((above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1, (above[j] ?? 0) + cost);
      const isSwapped = i > 0 && j > 0 && letter === right[j - 1] && left[i - 1] === other;
      if (isSwapped) best = Math.min(best, (before[j - 1] ?? 0) + 1);
      row.push(best);
    }
    before = above;
    above = row;
  }
  return Math.min(above[right.length] ?? 0, most + 1);
}
