import { initials } from "../../lib/avatar.ts";

/** One or two letters for a person of the team. */
export function initialsOf(name: string): string {
  const letters = initials(name);
  return letters === "" ? "?" : letters;
}

/** "Ann", "Ann and Ben", "Ann, Ben and Cleo". */
export function nameList(names: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(names);
}
