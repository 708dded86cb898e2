import { children, type Element, el } from "../element.ts";
import { isStanzaCondition, type StanzaCondition } from "../errors/stanza-condition.ts";
import { StreamError } from "../errors/stream-error.ts";
import { NS_SM, NS_STANZA_ERRORS } from "../namespaces.ts";

/** The elements of stream management (XEP-0198). Counts are modulo 2^32, times are seconds. */
export type SmElement =
  | { readonly kind: "enable"; readonly resume: boolean; readonly max: number | undefined }
  | {
      readonly kind: "enabled";
      readonly id: string | undefined;
      readonly resume: boolean;
      readonly max: number | undefined;
    }
  | { readonly kind: "resume" | "resumed"; readonly previd: string; readonly h: number }
  | { readonly kind: "failed"; readonly condition: StanzaCondition; readonly h: number | undefined }
  | { readonly kind: "r" }
  | { readonly kind: "a"; readonly h: number };

export function smEnable(options: { resume?: boolean; max?: number } = {}): Element {
  return el("enable", NS_SM, {
    resume: options.resume === true ? "true" : undefined,
    max: decimal(options.max),
  });
}

export function smEnabled(options: { id?: string; resume?: boolean; max?: number } = {}): Element {
  const resume = options.resume === true ? "true" : undefined;
  return el("enabled", NS_SM, { id: options.id, resume, max: decimal(options.max) });
}

export function smResume(previd: string, h: number): Element {
  return el("resume", NS_SM, { previd, h: String(h) });
}

export function smResumed(previd: string, h: number): Element {
  return el("resumed", NS_SM, { previd, h: String(h) });
}

/** `h` tells what the lost session had handled, if that is still known. */
export function smFailed(condition: StanzaCondition, h?: number): Element {
  return el("failed", NS_SM, { h: decimal(h) }, [el(condition, NS_STANZA_ERRORS)]);
}

const REQUEST: Element = Object.freeze(el("r", NS_SM));

export function smRequest(): Element {
  return REQUEST;
}

export function smAck(h: number): Element {
  return el("a", NS_SM, { h: String(h) });
}

/** Reads an element of stream management, undefined for any other. Throws StreamError bad-format. */
export function parseSm(e: Element): SmElement | undefined {
  if (e.xmlns !== NS_SM) return undefined;
  const { resume, id, max, h, previd } = e.attrs;
  switch (e.name) {
    case "r":
      return { kind: "r" };
    case "a":
      return { kind: "a", h: counter(h) };
    case "enable":
      return { kind: "enable", resume: flag(resume), max: optionalCounter(max) };
    case "enabled":
      return { kind: "enabled", id, resume: flag(resume), max: optionalCounter(max) };
    case "resume":
    case "resumed":
      if (previd === undefined) throw new StreamError("bad-format", "previd is missing");
      return { kind: e.name, previd, h: counter(h) };
    case "failed":
      return { kind: "failed", condition: failure(e), h: optionalCounter(h) };
    default:
      return undefined;
  }
}

function failure(e: Element): StanzaCondition {
  const name = children(e).find((c) => c.xmlns === NS_STANZA_ERRORS && c.name !== "text")?.name;
  return name !== undefined && isStanzaCondition(name) ? name : "undefined-condition";
}

function flag(text: string | undefined): boolean {
  return text === "true" || text === "1";
}

function decimal(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function optionalCounter(text: string | undefined): number | undefined {
  return text === undefined ? undefined : counter(text);
}

function counter(text: string | undefined): number {
  const value = text !== undefined && /^[0-9]{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value < 2 ** 32) return value;
  throw new StreamError("bad-format", "a counter is a whole number below 2^32");
}
