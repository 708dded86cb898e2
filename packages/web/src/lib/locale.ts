/** The words are English, so dates are too; region and clock are the reader's own. */
export function displayLocale(languages: readonly string[]): string {
  return languages.find((language) => /^en(-|$)/i.test(language)) ?? "en-GB";
}

/** Whether the reader's own locale writes 18:53 or 6:53 pm. */
export function usesTwelveHours(language: string | undefined): boolean {
  const cycle = new Intl.DateTimeFormat(language, { hour: "numeric" }).resolvedOptions().hourCycle;
  return cycle === "h12" || cycle === "h11";
}
