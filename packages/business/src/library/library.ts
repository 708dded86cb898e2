import type { TemplateDesk, Templates } from "../model/index.ts";
import { fillTemplate } from "../templates/index.ts";
import { decisionsOf, type TemplateDecision } from "./decisions.ts";
import { templateDesk } from "./desk.ts";
import { settleDue } from "./due.ts";
import { type TemplateEndpoints, templateEndpoints } from "./endpoints.ts";
import { defaultLibrarySettings, type LibraryContext, type LibraryOptions } from "./options.ts";
import { sendableTemplates } from "./sendable.ts";
import { startSweeper } from "./sweeper.ts";

/** The templates of all businesses of a process. */
export interface Library extends AsyncDisposable {
  readonly templates: Templates;
  readonly desk: TemplateDesk;
  readonly endpoints: TemplateEndpoints;
  /** What happened to a template, oldest first. */
  history(id: string): Promise<readonly TemplateDecision[]>;
  /** Resolves when nothing waits to be approved without anybody, or to be forgotten. */
  settled(): Promise<void>;
}

/**
 * Opens the templates. One process at a time has a database's open: what is sent is kept in memory. What waited for an
 * approval without anybody when the process ended is approved now.
 */
export function openLibrary(options: LibraryOptions): Library {
  const { database, announcer, now = Date.now, log = { warn() {} } } = options;
  const settings = { ...defaultLibrarySettings, ...options.settings };
  const sendable = sendableTemplates(database, settings.cached);
  const context: LibraryContext = { database, announcer, settings, now, log, changed: sendable.forget };
  const sweeper = startSweeper(
    () => settleDue(context),
    settings.sweepMs,
    (error) =>
      log.warn(
        { error: error instanceof Error ? error.name : typeof error },
        "templates could not be settled",
      ),
  );
  sweeper.ask();
  return {
    templates: {
      async fill(business, send) {
        const { definition } = await sendable.find(business, send.name, send.language);
        return { rendered: fillTemplate(definition, send, settings.limits), category: definition.category };
      },
    },
    desk: templateDesk(context),
    endpoints: templateEndpoints(context, sweeper.ask),
    history: (id) => decisionsOf(database, id),
    settled: sweeper.idle,
    [Symbol.asyncDispose]: () => sweeper[Symbol.asyncDispose](),
  };
}
