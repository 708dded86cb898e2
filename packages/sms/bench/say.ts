/** Prints one measurement. */
export function say(name: string, perSecond: number): void {
  process.stdout.write(`${name} ${perSecond.toLocaleString("en")}/s\n`);
}
