import type { BrowserContext, Page } from "playwright-core";

type Watched = typeof globalThis & { tickHistory?: Map<string, string[]> };

/** Notes each state that the label of an own message goes through, however briefly it shows. */
export async function watchTicks(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const history = new Map<string, string[]>();
    (globalThis as Watched).tickHistory = history;
    const note = (row: Element) => {
      const label = row.getAttribute("aria-label") ?? "";
      const [, text, tick] = /^You: (.*), \d\d:\d\d, ([a-z ]+)$/s.exec(label) ?? [];
      if (text === undefined || tick === undefined) return;
      const states = history.get(text) ?? [];
      if (states.at(-1) !== tick) history.set(text, [...states, tick]);
    };
    new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        for (const node of [target, ...addedNodes]) {
          if (!(node instanceof Element)) continue;
          if (node.matches("[data-message]")) note(node);
          else for (const row of node.querySelectorAll("[data-message]")) note(row);
        }
      }
    }).observe(document, { subtree: true, childList: true, attributeFilter: ["aria-label"] });
  });
}

/** The states that an own message has shown since the page was loaded, in order. */
export function ticksSeen(page: Page, text: string): Promise<readonly string[]> {
  return page.evaluate((of) => (globalThis as Watched).tickHistory?.get(of) ?? [], text);
}
