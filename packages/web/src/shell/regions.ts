const order = ["chats", "messages", "composer", "details"];

function entry(region: string): HTMLElement | null {
  const inside = (selector: string): HTMLElement | null => document.querySelector<HTMLElement>(selector);
  switch (region) {
    case "chats":
      return (
        inside('[data-region="chats"] [data-row][tabindex="0"]') ?? inside('[data-region="chats"] input')
      );
    case "messages":
      return inside('[data-message][tabindex="0"]');
    case "composer":
      return inside("[data-composer]");
    default:
      return inside('[data-region="details"] button');
  }
}

function regionOf(element: Element | null): number {
  if (element?.closest('[data-region="details"]')) return 3;
  if (element?.closest("[data-composer]")) return 2;
  if (element?.closest("[data-message]")) return 1;
  return element?.closest('[data-region="chats"]') ? 0 : -1;
}

/** Moves the focus to the next part of the window that is there. */
export function focusNextRegion(): void {
  const here = regionOf(document.activeElement);
  for (let step = 1; step <= order.length; step += 1) {
    const target = entry(order[(here + step + order.length) % order.length] ?? "");
    if (target !== null && target.offsetParent !== null) {
      target.focus();
      return;
    }
  }
}

export function focusComposer(): void {
  document.querySelector<HTMLElement>("[data-composer]")?.focus();
}
