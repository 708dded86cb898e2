import { GraphError, newNodeId } from "../graph/index.ts";
import type { BodyForm } from "../messages/form.ts";
import { parseTemplate, type TemplateCategory, type TemplateState } from "../templates/index.ts";
import { reasonsFor } from "./approval.ts";
import { changeState, noteDecision } from "./change.ts";
import type { LibraryContext } from "./options.ts";
import { countTemplates, findTemplate, insertTemplate, lockOf, templateNamed } from "./store.ts";

/** What a new template is answered with (section 2). */
export interface CreatedTemplate {
  readonly id: string;
  readonly status: TemplateState;
  readonly category: TemplateCategory;
}

/**
 * POST /{waba-id}/message_templates (section 4).
 * @throws GraphError 100; with Meta's subcodes: 2388024 there is one of this name in this language, 2388023 its name
 * is held since it was deleted, 2388019 there are too many
 */
export async function createTemplate(
  context: LibraryContext,
  business: string,
  body: unknown,
  form: BodyForm,
  by: string,
): Promise<CreatedTemplate> {
  const { database, settings, announcer } = context;
  const definition = parseTemplate(body, form, settings.limits);
  const { name, language, category } = definition;
  const id = newNodeId();
  const status = await database.transaction(async (tx): Promise<TemplateState> => {
    await tx.lock(lockOf(business));
    const held = await templateNamed(tx, business, name, language);
    if (held?.state === "PENDING_DELETION") throw stillHeld(language);
    if (held) throw taken(language);
    if (settings.perBusiness > 0 && (await countTemplates(tx, business)) >= settings.perBusiness) {
      throw new GraphError(100, {
        details: `A business has at most ${settings.perBusiness} templates.`,
        subcode: 2388019,
      });
    }
    const at = context.now();
    const reasons = await reasonsFor(context, tx, business, definition);
    await insertTemplate(tx, { id, business, definition, reasons, at });
    await noteDecision(tx, { id, business }, { at, by, change: "create", state: "PENDING" });
    if (reasons.length > 0 || settings.answersPending) return "PENDING";
    const created = await findTemplate(tx, id);
    return created
      ? (await changeState(context, tx, created, { change: "approve", by: "rules" })).state
      : "PENDING";
  });
  context.changed(business, name, language);
  announcer.wake();
  return { id, status, category };
}

const taken = (language: string): GraphError =>
  new GraphError(100, {
    details: `Content in this language already exists: there is already a template of this name in ${language}.`,
    subcode: 2388024,
  });

const stillHeld = (language: string): GraphError =>
  new GraphError(100, {
    details: `New content in ${language} can't be added while the existing content is being deleted. Use another name.`,
    subcode: 2388023,
  });
