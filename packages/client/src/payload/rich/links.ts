import type { Fault } from "./fault.ts";

const MAX_URL = 2_000;
/** Digits with or without a plus; E.164 has 15 at most, short codes 3 at least. */
const CALLED = /^\+?[0-9]{3,15}$/;
/** As people write numbers. */
const WRITTEN = /^\+?[0-9(][0-9 ()./,;*#x-]{1,39}$/i;
/** Nothing unseen, and no space. */
const UNSEEN = /[\s\p{C}]/u;

/** An address of the web. Whoever opens it sees its host: no name and password stand before it. */
export function urlOf(value: unknown, fault: Fault): string | undefined {
  if (typeof value === "string" && value.length <= MAX_URL && !UNSEEN.test(value) && isWeb(value))
    return value;
  fault("invalid_content", "A link is an http or https address of at most 2,000 characters.");
  return undefined;
}

function isWeb(value: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(value);
    const isHttp = (protocol === "https:" || protocol === "http:") && /^https?:\/\//i.test(value);
    return isHttp && hostname !== "" && username === "" && password === "";
  } catch {
    return false;
  }
}

/** A number to be called, without spaces. */
export function calledNumberOf(value: unknown, fault: Fault): string | undefined {
  const number = typeof value === "string" ? value.replace(/[\s()./-]/g, "") : "";
  if (CALLED.test(number)) return number;
  fault("invalid_content", "A number to be called has 3 to 15 digits.");
  return undefined;
}

/** A number on somebody's card, as it was written there. */
export function writtenNumberOf(value: unknown, fault: Fault): string | undefined {
  const number = typeof value === "string" ? value.trim() : "";
  if (WRITTEN.test(number)) return number;
  fault("invalid_content", "A phone number has digits, spaces and ()./-, and 40 characters at most.");
  return undefined;
}
