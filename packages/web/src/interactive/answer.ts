import type { Choice, Interactive, Message } from "@culver/client";
import type { App } from "../app/app.ts";
import { safeHref } from "../lib/markup.ts";
import { words } from "../words/index.ts";

export interface Asked {
  readonly interactive: Interactive<unknown>;
  readonly answered: readonly string[];
}

/** The question of a message; undefined for any other. */
export function askedBy({ body }: Message): Asked | undefined {
  return body.kind === "interactive" ? body : undefined;
}

/** Why nothing can be answered here; undefined when it can be. */
export function whyNoAnswer(app: App, message: Message): string | undefined {
  if (message.outgoing) return words.interactive.own;
  const peer = app.conversations.get().byId.get(message.conversation)?.peer;
  return peer?.blocked === true ? words.interactive.blocked : undefined;
}

/** Sends a choice; a refusal is told, and the button stays as it was. */
export async function answer(app: App, { conversation, id }: Message, choice: Choice): Promise<void> {
  try {
    await app.client.choose(conversation, id, choice.id);
    window.dispatchEvent(new CustomEvent("culver:newest"));
  } catch {
    app.toasts.show(words.interactive.notSent, { danger: true });
  }
}

export async function copyCode(app: App, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    app.toasts.show(words.interactive.copied(text));
  } catch {
    app.toasts.show(words.message.acted, { danger: true });
  }
}

/** An address a button may open, and the host to show; undefined for anything but plain http and https. */
export function linkOf(url: string): { readonly href: string; readonly host: string } | undefined {
  const href = safeHref(url);
  return href === undefined ? undefined : { href, host: new URL(href).host };
}

/** RFC 3966; only digits and a leading plus get through. */
export function telHref(number: string): string {
  return `tel:${number.replace(/(?!^\+)\D/gu, "")}`;
}

/** The number a button really calls, for people to read. */
export function calledNumber(number: string): string {
  return telHref(number).slice("tel:".length);
}

export function askForPlace(app: App, { conversation, id }: Message): void {
  app.layers.open({ kind: "share-place", conversation, replyTo: id });
}
