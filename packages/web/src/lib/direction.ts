const strong = /[\p{L}]/u;
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF]/u;

/** The direction `dir="auto"` gives a text: that of its first letter. */
export function textDirection(text: string): "ltr" | "rtl" {
  const first = strong.exec(text)?.[0];
  return first !== undefined && rightToLeft.test(first) ? "rtl" : "ltr";
}
