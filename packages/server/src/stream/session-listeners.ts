import type { Session } from "./session.ts";
import type { SessionListener } from "./sessions.ts";

/** Several listeners as one; each is told in the order they were given in. */
export class SessionListeners implements SessionListener {
  readonly #listeners: SessionListener[];

  constructor(...listeners: SessionListener[]) {
    this.#listeners = listeners;
  }

  add(listener: SessionListener): void {
    this.#listeners.push(listener);
  }

  attached(session: Session): void {
    for (const listener of this.#listeners) listener.attached(session);
  }

  detached(session: Session): void {
    for (const listener of this.#listeners) listener.detached(session);
  }

  ended(session: Session): void {
    for (const listener of this.#listeners) listener.ended(session);
  }
}
