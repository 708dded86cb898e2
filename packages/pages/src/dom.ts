type Child = Node | string | undefined;

/**
 * An element with attributes and children. Text is always text, never markup; `on…` attributes do not exist
 * here, listeners are added by the caller. An attribute set to false is left out, to true is empty.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

let nextId = 0;

/** An id no other element of the page has, for labels. */
export function uniqueId(prefix: string): string {
  return `${prefix}-${++nextId}`;
}
