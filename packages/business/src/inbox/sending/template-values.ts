import type { TemplateView } from "../../inbox-api.ts";
import type { MediaSource, TemplateComponent, TemplateParameter } from "../../messages/index.ts";
import { badRequest } from "../errors.ts";

type Values = Readonly<Record<string, string>>;

/**
 * An agent's values as the components of a request (section 3). Keys: "1" or a name for a variable of the body,
 * `header:1` or `header:NAME` for one of a header of text, `header` for a header's file (a link, or the id of an upload)
 * or place ("latitude, longitude"), `button:0` for a button's.
 * @throws InboxError 400
 */
export function templateComponents(view: TemplateView, values: Values): TemplateComponent[] {
  const entries = Object.entries(values);
  const named = (prefix: string) =>
    entries.flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value] as const] : [],
    );
  const header = [
    ...parameters(named("header:")),
    ...entries.flatMap(([key, value]) => (key === "header" ? [headerFile(view, value)] : [])),
  ];
  const body = parameters([
    ...entries.filter(([key]) => key !== "header" && !key.includes(":")),
    ...named("body:"),
  ]);
  const buttons = named("button:").map(([index, value]) => button(view, index, value));
  return [
    ...(header.length > 0 ? [{ kind: "header" as const, parameters: header }] : []),
    ...(body.length > 0 ? [{ kind: "body" as const, parameters: body }] : []),
    ...buttons,
  ];
}

/** Variables by position go in their order, those with names carry them. */
function parameters(entries: readonly (readonly [string, string])[]): TemplateParameter[] {
  const isPosition = ([key]: readonly [string, string]) => /^[0-9]+$/.test(key);
  const byPosition = entries.filter(isPosition).sort(([a], [b]) => Number(a) - Number(b));
  return [
    ...byPosition.map(([, text]) => ({ type: "text" as const, text })),
    ...entries
      .filter((entry) => !isPosition(entry))
      .map(([name, text]) => ({ type: "text" as const, text, name })),
  ];
}

function headerFile({ preview: { header } }: TemplateView, value: string): TemplateParameter {
  const place = /^\s*(-?[0-9.]+)\s*,\s*(-?[0-9.]+)\s*$/.exec(value);
  if (header && "shape" in header) {
    const source: MediaSource = /^[0-9]+$/.test(value)
      ? { kind: "id", id: value }
      : { kind: "link", link: value };
    return { type: header.shape, media: { source } };
  }
  if (place)
    return { type: "location", location: { latitude: Number(place[1]), longitude: Number(place[2]) } };
  return { type: "text", text: value };
}

function button({ preview }: TemplateView, index: string, value: string): TemplateComponent {
  const shown = preview.buttons[Number(index)];
  if (shown === undefined || !/^[0-9]{1,2}$/.test(index))
    throw badRequest("The template has no such button.");
  const frame = { kind: "button" as const, index: Number(index) };
  if (shown.kind === "url") return { ...frame, subType: "url", parameters: [{ type: "text", text: value }] };
  if (shown.kind === "copy") {
    return { ...frame, subType: "copy_code", parameters: [{ type: "coupon_code", code: value }] };
  }
  return { ...frame, subType: "quick_reply", parameters: [{ type: "payload", payload: value }] };
}
