import type { Choice, Interactive, InteractiveAction } from "../../api.ts";
import { choiceOf, MAX_TITLE } from "./choice.ts";
import type { Fault } from "./fault.ts";
import { type Fields, given, isFields, labelOf, linesOf, listOf } from "./fields.ts";
import { calledNumberOf, urlOf } from "./links.ts";
import { placeOf } from "./place.ts";

/** Code points. */
const MAX_BODY = 4_096;
const MAX_HEADER = 256;
const MAX_FOOTER = 256;
const MAX_COPIED = 1_000;
const MAX_ACTIONS = 10;
const MAX_SECTIONS = 10;
/** Of all sections together. */
const MAX_ROWS = 10;

/** `file` reads the header's file. Undefined when there is nothing to show. */
export function interactiveOf<File>(
  value: Fields,
  fault: Fault,
  file: (value: unknown) => File | undefined,
): Interactive<File> | undefined {
  const text = linesOf(value.text, MAX_BODY, fault, "The text");
  if (text === undefined) {
    fault("invalid_content", "A message with buttons or a list needs a text.");
    return undefined;
  }
  const interactive = {
    ...given("header", headerOf(value.header, fault, file)),
    text,
    ...given("footer", labelOf(value.footer, MAX_FOOTER, fault, "The footer")),
    actions: listOf(value.actions, MAX_ACTIONS, fault, "Buttons", (action) => actionOf(action, fault)),
    ...given("list", sectionsOf(value.list, fault)),
  };
  const ids = choicesOf(interactive).map(({ id }) => id);
  if (new Set(ids).size < ids.length) fault("invalid_content", "Two choices have the same id.");
  return interactive;
}

/** Everything that a tap can answer with, in the order it is shown. */
export function choicesOf({
  actions,
  list,
}: Pick<Interactive<unknown>, "actions" | "list">): readonly Choice[] {
  const buttons = actions.flatMap((action) => (action.kind === "reply" ? [action.choice] : []));
  return [...buttons, ...(list?.sections.flatMap(({ rows }) => rows) ?? [])];
}

function headerOf<File>(
  value: unknown,
  fault: Fault,
  file: (value: unknown) => File | undefined,
): Interactive<File>["header"] | undefined {
  if (value === undefined) return undefined;
  const header = isFields(value) ? value : {};
  const refuse = (): undefined => {
    fault("invalid_content", "The header is none that can be shown.");
  };
  switch (header.kind) {
    case "text": {
      const text = labelOf(header.text, MAX_HEADER, fault, "The header");
      return text === undefined ? refuse() : { kind: "text", text };
    }
    case "place": {
      const place = placeOf(header.place, fault);
      return place === undefined ? refuse() : { kind: "place", place };
    }
    case "attachment": {
      const attachment = file(header.attachment);
      return attachment === undefined ? refuse() : { kind: "attachment", attachment };
    }
    default:
      return refuse();
  }
}

function actionOf(value: unknown, fault: Fault): InteractiveAction | undefined {
  const action = isFields(value) ? value : {};
  if (action.kind === "reply") {
    const choice = choiceOf(action.choice, fault);
    return choice === undefined ? undefined : { kind: "reply", choice };
  }
  const title = labelOf(action.title, MAX_TITLE, fault, "The title of a button");
  if (title === undefined) {
    fault("invalid_content", "A button needs a title.");
    return undefined;
  }
  switch (action.kind) {
    case "url": {
      const url = urlOf(action.url, fault);
      return url === undefined ? undefined : { kind: "url", title, url };
    }
    case "call": {
      const number = calledNumberOf(action.number, fault);
      return number === undefined ? undefined : { kind: "call", title, number };
    }
    case "copy": {
      const text = linesOf(action.text, MAX_COPIED, fault, "The text to be copied");
      return text === undefined ? undefined : { kind: "copy", title, text };
    }
    case "share-place":
      return { kind: "share-place", title };
    default:
      fault("invalid_content", "This button is of no known kind.");
      return undefined;
  }
}

function sectionsOf(value: unknown, fault: Fault): Interactive<unknown>["list"] | undefined {
  if (value === undefined) return undefined;
  const list = isFields(value) ? value : {};
  const button = labelOf(list.button, MAX_TITLE, fault, "The button of a list");
  let left = MAX_ROWS;
  const sections = listOf(list.sections, MAX_SECTIONS, fault, "Sections", (item) => {
    const section = isFields(item) ? item : {};
    const title = labelOf(section.title, MAX_TITLE, fault, "The title of a section");
    const rows = listOf(section.rows, left, fault, "Rows", (row) => choiceOf(row, fault));
    left -= rows.length;
    return rows.length === 0 ? undefined : { ...given("title", title), rows };
  });
  if (button !== undefined && sections.length > 0) return { button, sections };
  fault("invalid_content", "A list needs a button and rows.");
  return undefined;
}
