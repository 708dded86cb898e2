import type { Database } from "@culver/storage";
import { GraphError } from "../graph/index.ts";
import type { BusinessNumber, Engine, Handover, StoredMessage, Thread } from "../model/index.ts";
import { type Decision, decide } from "./decide.ts";
import { choiceOf, type IncomingStored, isAnswerable, nameOf, wordsOf } from "./incoming.ts";
import type { RepliesOptions, RepliesSettings } from "./options.ts";
import { pastOf } from "./past.ts";
import { findPlan, finishPlan, notePlan, type Plan, saidBefore } from "./plans.ts";
import { isTransient, markOf, marksAfter, sendReply } from "./send.ts";
import type { RepliesVersions } from "./versions.ts";

export interface HandlerParts {
  readonly database: Database;
  readonly accounts: RepliesOptions["accounts"];
  readonly settings: RepliesSettings;
  readonly versions: RepliesVersions;
  readonly now: () => number;
  readonly log: { warn(fields: object, message: string): void };
}

/**
 * Answers one message of a customer. Called at least once for each, and again until it resolves; each answer goes out
 * once all the same, wherever the process ends:
 *
 * 1. What is said is decided and noted as a plan. Ended before: it is decided again, nothing was said.
 * 2. Each answer is sent, with a mark made of the message and its place in the plan. The engine keeps the mark in the
 *    same row as the answer, so that it is there exactly when the answer is.
 * 3. A person is asked for, if the plan says so. To ask twice is to ask once.
 * 4. The plan is done; from now on the message is answered.
 *
 * Called again for a message whose plan is noted and not done, nothing is decided anew: the marks that the engine has
 * say which of the plan's answers are out, and the others are sent, unless a person has the chat by now.
 */
export function replyHandler(parts: HandlerParts, engine: Engine, handover: Handover) {
  const { database, accounts, versions, settings, now, log } = parts;

  return async (message: StoredMessage, thread: Thread): Promise<void> => {
    if (!isAnswerable(message)) return;
    const number = accounts.number(thread.number);
    if (!number) return;
    const replies = await versions.compiled(number.id);
    if (!replies.isOn) return;
    const noted = await findPlan(database, message.id);
    if (noted?.isDone) return;
    const plan = noted ?? (await newPlan(message, thread));
    if (!plan) return;
    const marks = noted ? await marksAfter(engine, message) : new Set<string>();
    const isTaken = noted !== undefined && (await handover.isWithPerson(thread.id));
    await sendAll(number, message, plan, (n) => isTaken || marks.has(markOf(message.id, n)));
    if (plan.handOver !== undefined) await handover.request(thread.id, plan.handOver);
    await finishPlan(database, message.id, now());
  };

  /** On disk; undefined when there is nothing to say. */
  async function newPlan(message: IncomingStored, thread: Thread): Promise<Plan | undefined> {
    if (now() - message.at > settings.answerWithinMs) return undefined;
    const decision = await decideFor(message, thread);
    if (decision.replies.length === 0 && decision.handOver === undefined) return undefined;
    return notePlan(database, { id: message.id, thread: thread.id, at: message.at }, decision);
  }

  async function decideFor(message: IncomingStored, thread: Thread): Promise<Decision> {
    const replies = await versions.compiled(thread.number);
    const past = replies.looksBack ? await pastOf(engine, message) : { isFirst: false, lastAt: undefined };
    const { at } = message;
    const said = await saidBefore(database, thread.id, at - settings.loopMs, at - settings.awayEveryMs);
    const situation = {
      text: wordsOf(message.content),
      choice: choiceOf(message.content),
      at,
      isFirst: past.isFirst,
      silentMs: past.lastAt === undefined ? undefined : Math.max(0, at - past.lastAt),
      name: nameOf(thread),
      isWithPerson: await handover.isWithPerson(thread.id),
      isBlocked: thread.isBlocked,
      isOptedOut: thread.isOptedOut,
      recentTexts: said.texts,
      awaySaidMs: said.awayAt === undefined ? undefined : at - said.awayAt,
    };
    return decide(replies, situation, settings);
  }

  /**
   * What is refused for good is left out: the other answers and the request for a person do not depend on it. What may
   * succeed later makes the handler fail, and is sent when it is called again.
   */
  async function sendAll(
    number: BusinessNumber,
    message: StoredMessage,
    plan: Plan,
    isOut: (n: number) => boolean,
  ): Promise<void> {
    for (const [n, reply] of plan.replies.entries()) {
      if (isOut(n)) continue;
      try {
        await sendReply(engine, number, message, reply, n);
      } catch (error) {
        if (!(error instanceof GraphError) || isTransient(error)) throw error;
        log.warn({ code: error.code }, "an automatic reply was refused");
      }
    }
  }
}
