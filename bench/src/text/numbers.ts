export function count(value: number): string {
  return Math.round(value).toLocaleString("en-GB");
}

export function decimal(value: number, digits = 1): string {
  return value.toFixed(digits);
}

/** @param share from 0 to 1 */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
