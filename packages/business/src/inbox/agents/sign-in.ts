import type { Database } from "@culver/storage";
import { InboxError } from "../errors.ts";
import { writeLog } from "../log.ts";
import { type Agent, loginOf } from "./agent.ts";
import type { Agents } from "./agents.ts";
import type { Passwords } from "./passwords.ts";
import { addressKey, type Waits } from "./waits.ts";

export interface SignInOptions {
  readonly database: Database;
  readonly agents: Agents;
  readonly passwords: Passwords;
  readonly perAgent: Waits;
  readonly perAddress: Waits;
  readonly now: () => number;
}

export interface SignIn {
  /** The agent whose login and password these are. One answer for whatever is wrong. @throws InboxError 401, 429 */
  byPassword(login: string, password: string, peer: string): Promise<Agent>;
  /** A signed-in agent's own password, asked once more. @throws InboxError 422, 429 */
  confirm(agent: Agent, password: string, peer: string): Promise<void>;
  /** Runs a way of signing in that counts against the address when it fails. @throws InboxError 429 */
  counted<T>(peer: string, work: () => Promise<T>): Promise<T>;
}

export function createSignIn(options: SignInOptions): SignIn {
  const { database, agents, passwords, perAgent, perAddress, now } = options;

  function take(waits: Waits, key: string): void {
    const wait = waits.take(key);
    if (wait === 0) return;
    const seconds = Math.ceil(wait / 1000);
    throw new InboxError(429, "wait", `Too many tries. Try again in ${seconds} seconds.`, {
      retryAfterMs: wait,
    });
  }

  async function counted<T>(peer: string, work: () => Promise<T>): Promise<T> {
    const address = addressKey(peer);
    take(perAddress, address);
    const result = await work();
    perAddress.giveBack(address);
    return result;
  }

  const check = (
    login: string,
    agent: Agent | undefined,
    password: string,
    peer: string,
  ): Promise<boolean> => {
    const key = loginOf(login);
    const address = addressKey(peer);
    take(perAddress, address);
    // An address is not charged for a login that has to wait anyway.
    try {
      take(perAgent, key);
    } catch (error) {
      perAddress.giveBack(address);
      throw error;
    }
    const mayEnter = agent !== undefined && !agent.isDisabled;
    return passwords.isRight(password, mayEnter ? agent.password : null).then((isRight) => {
      if (isRight) {
        perAgent.clear(key);
        perAddress.giveBack(address);
      }
      return isRight;
    });
  };

  return {
    counted,
    async byPassword(login, password, peer) {
      const agent = agents.byLogin(login);
      if (await check(login, agent, password, peer)) {
        // Right only when there is one.
        if (agent !== undefined) return agent;
      }
      if (agent !== undefined) {
        const { id, business, name } = agent;
        const text = `Somebody tried to sign in as ${name} and failed.`;
        await writeLog(database, { business, at: now(), agent: id, action: "agent.refused", text });
      }
      throw new InboxError(401, "wrong_login", "This name and password do not go together.");
    },
    async confirm(agent, password, peer) {
      if (await check(agent.login ?? agent.id, agent, password, peer)) return;
      throw new InboxError(422, "wrong_password", "This is not your password.");
    },
  };
}
