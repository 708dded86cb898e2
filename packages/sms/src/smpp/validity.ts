const two = (value: number): string => String(value).padStart(2, "0");

/** A validity_period relative to now (SMPP 3.4 section 7.1.1.2). At most 30 days; 0 or less becomes a second. */
export function relativeValidity(seconds: number): string {
  const whole = Math.min(30 * 86_400, Math.max(1, Math.round(seconds)));
  const days = Math.floor(whole / 86_400);
  const hours = Math.floor(whole / 3600) % 24;
  const minutes = Math.floor(whole / 60) % 60;
  return `0000${two(days)}${two(hours)}${two(minutes)}${two(whole % 60)}000R`;
}
