const rules = new Intl.PluralRules("en");
const figures = new Intl.NumberFormat("en");

/** Picks the form a count needs and puts the count in the place of #. */
export function plural(
  count: number,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): string {
  return (forms[rules.select(count)] ?? forms.other).replace("#", figures.format(count));
}
