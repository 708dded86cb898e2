/** ECMA-402 "Intl Locale Info": the zones of a region, by the platform's own CLDR data. */
interface LocaleWithZones {
  getTimeZones?(): readonly string[] | undefined;
}

/** Countries of the numbering plans that CLDR has no zones for, and whose clock they share. */
const SHARED: Readonly<Record<string, string>> = { AC: "SH", TA: "SH", XK: "RS" };

const known = new Map<string, readonly string[]>();

/** IANA zones of a country (ISO 3166); none for one that is not known. */
export function zonesOf(country: string): readonly string[] {
  const cached = known.get(country);
  if (cached !== undefined) return cached;
  const region = SHARED[country] ?? country;
  const locale = /^[A-Z]{2}$/.test(region) ? (new Intl.Locale(`und-${region}`) as LocaleWithZones) : {};
  const zones = locale.getTimeZones?.() ?? [];
  known.set(country, zones);
  return zones;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Minutes since midnight, by the clocks of `zone`. */
export function minuteOfDay(zone: string, at: number): number {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    clocks.set(zone, clock);
  }
  const [hours = 0, minutes = 0] = clock.format(at).split(":").map(Number);
  return hours * 60 + minutes;
}
