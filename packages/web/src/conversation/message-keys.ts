import type { KeyboardEvent } from "react";
import type { App } from "../app/app.ts";
import { copyMessage, messageAt, openDeleteMenu, openMessageMenu } from "./message-actions.ts";

function placeOf(element: HTMLElement): { x: number; y: number } {
  const box = (element.querySelector("time")?.parentElement ?? element).getBoundingClientRect();
  return { x: box.left, y: box.bottom };
}

/** The link of a message, or what opens or plays its file. */
function primaryOf(element: HTMLElement): HTMLElement | null {
  return element.querySelector<HTMLElement>("[data-primary], a[href]");
}

function activate(element: HTMLElement): void {
  if (!(element instanceof HTMLMediaElement)) element.click();
  else if (element.paused) void element.play().catch(() => undefined);
  else element.pause();
}

/** Keys on a message: up, down, Home and End between messages; Enter for its menu; copy; delete. */
export function onMessageKey(app: App, event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-message]")];
  const here = rows.indexOf(event.target as HTMLElement);
  if (here === -1 || event.altKey) return;
  const ctrl = event.ctrlKey || event.metaKey;
  const found = messageAt(app, event.target as HTMLElement);
  const selecting = app.selection.get() !== undefined;
  const moves: Record<string, number> = {
    ArrowUp: here - 1,
    ArrowDown: here + 1,
    Home: 0,
    End: rows.length - 1,
  };
  const target = moves[event.key];
  if (target !== undefined && !ctrl) {
    const next = rows[target];
    if (next !== undefined) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
    } else if (event.key === "ArrowDown") document.querySelector<HTMLElement>("[data-composer]")?.focus();
  } else if (found !== undefined && selecting && !ctrl && (event.key === "Enter" || event.key === " ")) {
    app.selection.toggle(found.message.id);
  } else if (
    found !== undefined &&
    !ctrl &&
    (event.key === "Enter" || event.key === " " || event.key === "ContextMenu")
  ) {
    const link = event.key === "Enter" ? primaryOf(found.element) : null;
    if (event.shiftKey && link !== null) activate(link);
    else openMessageMenu(app, found.message, placeOf(found.element), found.element);
  } else if (found !== undefined && ctrl && event.key === "c" && String(window.getSelection()) === "") {
    copyMessage(app, found.message);
  } else if (found !== undefined && !ctrl && event.key === "Delete") {
    openDeleteMenu(app, found.message, placeOf(found.element));
  } else return;
  event.preventDefault();
}
