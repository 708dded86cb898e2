import type { Message } from "@culver/client";
import { Copy, CornerUpLeft, ExternalLink, List, MapPin, Phone } from "lucide-react";
import type { App } from "../app/app.ts";
import type { MenuItem } from "../ui/layers.ts";
import { words } from "../words/index.ts";
import {
  answer,
  askedBy,
  askForPlace,
  calledNumber,
  copyCode,
  linkOf,
  telHref,
  whyNoAnswer,
} from "./answer.ts";

function open(href: string): void {
  window.open(href, "_blank", "noopener,noreferrer");
}

/** The buttons of a message as items of its menu: every one of them by keyboard and for who listens. */
export function answerItems(app: App, message: Message): readonly MenuItem[] {
  const asked = askedBy(message);
  if (asked === undefined) return [];
  const { interactive, answered } = asked;
  const canAnswer = whyNoAnswer(app, message) === undefined;
  const items: MenuItem[] = [];
  interactive.actions.forEach((action, index) => {
    const key = `action-${index}`;
    switch (action.kind) {
      case "reply": {
        const { choice } = action;
        if (canAnswer && !answered.includes(choice.id))
          items.push({
            key,
            label: words.interactive.choose(choice.title),
            icon: CornerUpLeft,
            run: () => void answer(app, message, choice),
          });
        return;
      }
      case "url": {
        const link = linkOf(action.url);
        if (link !== undefined)
          items.push({
            key,
            label: action.title,
            icon: ExternalLink,
            hint: link.host,
            run: () => open(link.href),
          });
        return;
      }
      case "call":
        items.push({
          key,
          label: action.title,
          icon: Phone,
          hint: calledNumber(action.number),
          run: () => window.location.assign(telHref(action.number)),
        });
        return;
      case "copy":
        items.push({ key, label: action.title, icon: Copy, run: () => void copyCode(app, action.text) });
        return;
      case "share-place":
        if (canAnswer)
          items.push({ key, label: action.title, icon: MapPin, run: () => askForPlace(app, message) });
    }
  });
  if (interactive.list !== undefined)
    items.push({
      key: "list",
      label: interactive.list.button,
      icon: List,
      keepsOpen: true,
      run: () => app.layers.open({ kind: "list", message }),
    });
  return items;
}
