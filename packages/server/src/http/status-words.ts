/** How the status page writes things; the page's script uses these very functions. */

export const ENGINE_NAMES = { sqlite: "SQLite", postgres: "PostgreSQL" } as const;

export const ROUTE_STATES = {
  connected: { word: "Connected", tone: "good" },
  connecting: { word: "Connecting", tone: "warn" },
  down: { word: "Down", tone: "bad" },
} as const;

/** Two units at most: "3 d 4 h", "12 min", "8 s". */
export function duration(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 60) return `${min} min`;
  const h = Math.floor(min / 60);
  if (h < 24) return `${h} h ${min % 60} min`;
  return `${Math.floor(h / 24)} d ${h % 24} h`;
}

/** Groups of three with a narrow space. */
export function count(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

export function bytes(n: number): string {
  return `${Math.round(n / 1_048_576)} MiB`;
}
