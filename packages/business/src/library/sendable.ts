import type { Database } from "@culver/storage";
import { GraphError } from "../graph/index.ts";
import { requireSendable } from "../templates/index.ts";
import type { StoredTemplate } from "./row.ts";
import { templateNamed } from "./store.ts";

/** Templates by name and language, kept in memory: sending does not ask the database for each message. */
export interface SendableTemplates {
  /**
   * The template of exactly this name in exactly this language, as the Cloud API has it (policy deterministic).
   * @throws GraphError 132001 there is none that is approved, 132015 paused, 132016 disabled
   */
  find(business: string, name: string, language: string): Promise<StoredTemplate>;
  forget(business: string, name: string, language: string): void;
}

const keyOf = (...parts: readonly [string, string, string]): string => parts.join("\n");

/** @param most how many are kept, those asked for last; that there is none is kept too. */
export function sendableTemplates(database: Database, most: number): SendableTemplates {
  const kept = new Map<string, StoredTemplate | undefined>();
  /** What was read before a change must not be kept after it. */
  let changes = 0;

  const load = async (key: string, business: string, name: string, language: string) => {
    const before = changes;
    const template = await templateNamed(database, business, name, language);
    if (before === changes) kept.set(key, template);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return template;
  };

  return {
    async find(business, name, language) {
      const key = keyOf(business, name, language);
      let template = kept.get(key);
      if (kept.delete(key)) kept.set(key, template);
      else template = await load(key, business, name, language);
      if (!template) {
        throw new GraphError(132001, { details: `template name (${name}) does not exist in ${language}` });
      }
      requireSendable(template.state);
      return template;
    },
    forget(business, name, language) {
      changes++;
      kept.delete(keyOf(business, name, language));
    },
  };
}
