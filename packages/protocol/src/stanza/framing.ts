import { type Element, el, isElement } from "../element.ts";
import { StreamError } from "../errors/stream-error.ts";
import { NS_FRAMING } from "../namespaces.ts";

/** The version of XMPP (RFC 6120 section 4.7.5). */
export const STREAM_VERSION = "1.0";

/** `<open/>` (RFC 7395 section 3.4). */
export interface StreamOpen {
  readonly to: string | undefined;
  readonly from: string | undefined;
  readonly id: string | undefined;
  readonly version: string | undefined;
  /** Highest version of the culver.v1 dictionary that the sender reads; 1 when it is not given. */
  readonly dictionary: number;
}

export interface StreamOpenInput {
  readonly to?: string | undefined;
  readonly from?: string | undefined;
  readonly id?: string | undefined;
  readonly dictionary?: number | undefined;
}

export function streamOpen({ to, from, id, dictionary }: StreamOpenInput): Element {
  const highest = dictionary === undefined ? undefined : String(dictionary);
  return el("open", NS_FRAMING, { to, from, id, version: STREAM_VERSION, dictionary: highest });
}

export function isStreamOpen(e: Element): boolean {
  return isElement(e, "open", NS_FRAMING);
}

/** Throws StreamError: unsupported-version for another major version, bad-format for a bad dictionary version. */
export function parseStreamOpen(e: Element): StreamOpen {
  const { to, from, id, version, dictionary } = e.attrs;
  if (version === undefined || !/^1\.[0-9]{1,9}$/.test(version)) throw new StreamError("unsupported-version");
  if (dictionary !== undefined && !/^[1-9][0-9]{0,8}$/.test(dictionary)) {
    throw new StreamError("bad-format", "a dictionary version is a whole number from 1");
  }
  return { to, from, id, version, dictionary: dictionary === undefined ? 1 : Number(dictionary) };
}

/** `<close/>` (RFC 7395 section 3.6). */
export function streamClose(): Element {
  return el("close", NS_FRAMING);
}

export function isStreamClose(e: Element): boolean {
  return isElement(e, "close", NS_FRAMING);
}
