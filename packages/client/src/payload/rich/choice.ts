import type { Choice } from "../../api.ts";
import type { Fault } from "./fault.ts";
import { given, isFields, labelOf } from "./fields.ts";

/** Code points. */
const MAX_ID = 256;
export const MAX_TITLE = 100;
const MAX_DESCRIPTION = 300;

/** Undefined when it has no id or no title. */
export function choiceOf(value: unknown, fault: Fault): Choice | undefined {
  const fields = isFields(value) ? value : {};
  const id = labelOf(fields.id, MAX_ID, fault, "The id of a choice");
  const title = labelOf(fields.title, MAX_TITLE, fault, "The title of a choice");
  if (id === undefined || title === undefined) {
    fault("invalid_content", "A choice needs an id and a title.");
    return undefined;
  }
  const description = labelOf(fields.description, MAX_DESCRIPTION, fault, "The description of a choice");
  return { id, title, ...given("description", description) };
}
