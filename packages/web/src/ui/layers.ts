import type { ContactCard, Conversation, Message } from "@culver/client";
import type { LucideIcon } from "lucide-react";
import { createStore, type Store } from "../state/store.ts";

export interface MenuItem {
  readonly key: string;
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly danger?: boolean;
  readonly hint?: string;
  readonly checked?: boolean;
  /** Stays open: the item replaces the menu with another. */
  readonly keepsOpen?: boolean;
  readonly run: () => void;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

export type Layer =
  | {
      readonly kind: "menu";
      readonly label: string;
      readonly place: Place;
      readonly items: readonly MenuItem[];
      /** A row of emoji above the items. */
      readonly reactions?: {
        readonly own: string | undefined;
        readonly pick: (emoji: string) => void;
        readonly more: () => void;
      };
    }
  | { readonly kind: "emoji"; readonly place: Place; readonly pick: (emoji: string) => void }
  | {
      readonly kind: "confirm";
      readonly title: string;
      readonly text: string;
      readonly action: string;
      readonly danger: boolean;
      /** What has to be typed before the action can be taken. */
      readonly typed?: { readonly label: string; readonly expected: string };
      readonly run: () => void;
    }
  | { readonly kind: "info"; readonly message: Message }
  | { readonly kind: "forward"; readonly messages: readonly Message[] }
  /** Files to be looked at before they are sent. */
  | { readonly kind: "attach"; readonly conversation: Conversation; readonly files: readonly File[] }
  /** Pictures and videos of the open chat, beginning with that of a message. */
  | { readonly kind: "viewer"; readonly message: string }
  /** The list of an interactive message. */
  | { readonly kind: "list"; readonly message: Message }
  /** Where this device is, to be sent. */
  | { readonly kind: "share-place"; readonly conversation: string; readonly replyTo?: string }
  | { readonly kind: "card"; readonly card: ContactCard }
  | { readonly kind: "keyboard" }
  | { readonly kind: "scan"; readonly account: string; readonly name: string };

export interface Layers<T = Layer> extends Store<T | undefined> {
  open(layer: T): void;
  close(): void;
}

/** The one thing that lies above the page. Focus goes back to where it was when it closes. */
export function createLayers<T = Layer>(): Layers<T> {
  const store = createStore<T | undefined>(undefined);
  let returnTo: Element | null = null;
  return {
    ...store,
    open(layer) {
      if (store.get() === undefined) returnTo = document.activeElement;
      store.set(layer);
    },
    close() {
      if (store.get() === undefined) return;
      store.set(undefined);
      const target = returnTo;
      returnTo = null;
      // After the layer has left the page, and unless something else has taken the focus by then.
      queueMicrotask(() => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        if (lost && target instanceof HTMLElement && target.isConnected)
          target.focus({ preventScroll: true });
      });
    },
  };
}
