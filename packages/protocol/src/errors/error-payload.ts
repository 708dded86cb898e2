import { children, type Element, el, isElement } from "../element.ts";

/** What stanza errors and stream errors have in common: a defined condition, a text, an element of the application's. */
export interface ErrorPayload {
  readonly condition: string;
  readonly text: string | undefined;
  readonly app: Element | undefined;
}

/** The children of an error element: condition first (RFC 6120 sections 4.9.2 and 8.3.2). */
export function errorChildren(xmlns: string, e: ErrorPayload): Element[] {
  const list = [el(e.condition, xmlns)];
  if (e.text !== undefined) list.push(el("text", xmlns, {}, e.text));
  if (e.app !== undefined) list.push(e.app);
  return list;
}

/** Reads them again; undefined when there is no condition in this namespace. */
export function parseErrorChildren(xmlns: string, error: Element): ErrorPayload | undefined {
  let condition: string | undefined;
  let text: string | undefined;
  let app: Element | undefined;
  for (const child of children(error)) {
    if (isElement(child, "text", xmlns)) text = typeof child.content === "string" ? child.content : undefined;
    else if (child.xmlns === xmlns) condition ??= child.name;
    else app ??= child;
  }
  return condition === undefined ? undefined : { condition, text, app };
}
