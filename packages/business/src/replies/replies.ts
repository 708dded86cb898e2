import type { Engine, Handover, RepliesDesk } from "../model/index.ts";
import { repliesDesk } from "./desk.ts";
import { replyHandler } from "./handler.ts";
import { inTurn } from "./in-turn.ts";
import { defaultRepliesSettings, type RepliesOptions } from "./options.ts";
import { forgetPlans } from "./plans.ts";
import { repliesVersions } from "./versions.ts";

/** The automatic replies of all numbers of a process. */
export interface Replies {
  readonly desk: RepliesDesk;
  /** Answers customers from now on. Called once, before the engine hands out messages. */
  start(engine: Engine, handover: Handover): void;
}

/** How often what was done long ago is forgotten, milliseconds. */
const FORGET_EVERY_MS = 3_600_000;

export function openReplies(options: RepliesOptions): Replies {
  const { database, accounts, now = Date.now, log = { warn() {} } } = options;
  const settings = { ...defaultRepliesSettings, ...options.settings };
  const versions = repliesVersions(database, settings.timeZone);
  let forgottenAt = 0;
  return {
    desk: repliesDesk(versions, accounts, settings, now),
    start(engine, handover) {
      const handle = replyHandler({ database, accounts, settings, versions, now, log }, engine, handover);
      const queue = inTurn();
      engine.onIncoming(async (message, thread) => {
        // One message of a thread at a time: what was said to the last counts for the next.
        await queue(thread.id, () => handle(message, thread));
        if (now() - forgottenAt < FORGET_EVERY_MS) return;
        forgottenAt = now();
        await forgetPlans(database, now() - settings.keepMs);
      });
    },
  };
}
