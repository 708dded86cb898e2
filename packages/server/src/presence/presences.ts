import {
  accountAddress,
  type Element,
  lastActivity,
  parsePresence,
  presence,
  StanzaError,
} from "@culver/protocol";
import type { Membership } from "../groups/membership.ts";
import type { Mailbox } from "../mailbox/mailbox.ts";
import type { PrivacySettings } from "../privacy/privacy-settings.ts";
import type { Session } from "../stream/session.ts";
import type { SessionListener } from "../stream/sessions.ts";
import type { LastSeenTimes } from "./last-seen-times.ts";

/** Accounts one session may watch. */
const MAX_SUBSCRIPTIONS = 5_000;

export interface PresencesOptions {
  readonly domain: string;
  readonly membership: Membership;
  readonly privacy: PrivacySettings;
  readonly times: LastSeenTimes;
  readonly now: () => number;
}

/**
 * Who is looking at the app, told to sessions that asked and may know: the two share a conversation and neither hides
 * its last seen. Whoever may not know is answered as if the account had never been there.
 */
export class Presences implements SessionListener {
  readonly #options: PresencesOptions;
  /** Sessions, with a connection, whose person is looking, by account. */
  readonly #looking = new Map<string, Set<Session>>();
  /** Sessions that watch an account. */
  readonly #watchers = new Map<string, Set<Session>>();

  constructor(options: PresencesOptions) {
    this.#options = options;
  }

  /** @throws {StanzaError} */
  async handle(session: Session, mailbox: Mailbox, stanza: Element): Promise<void> {
    const { type, to } = parsePresence(stanza);
    if (to === undefined) {
      if (type === "available") this.#appear(session, mailbox.account);
      else if (type === "unavailable") this.#leave(session, mailbox.account);
      else throw new StanzaError("bad-request", "this type of presence needs an address");
      return;
    }
    if (to.kind !== "account" || to.domain !== this.#options.domain) {
      throw new StanzaError("bad-request", "presence is subscribed to by account");
    }
    if (type === "subscribe") await this.#subscribe(session, mailbox, to.account);
    else if (type === "unsubscribe") this.#unsubscribe(session, to.account);
    else throw new StanzaError("bad-request", "subscribe or unsubscribe is expected");
  }

  attached(session: Session): void {
    if (session.available && session.mailbox !== undefined) this.#show(session, session.mailbox.account);
  }

  detached(session: Session): void {
    if (session.mailbox !== undefined) this.#hide(session, session.mailbox.account);
  }

  ended(session: Session): void {
    if (session.mailbox !== undefined) this.#hide(session, session.mailbox.account);
    for (const account of session.subscriptions ?? []) drop(this.#watchers, account, session);
    session.subscriptions = undefined;
  }

  /** The account's setting has changed: those who watch it, and those it watches, are told anew. */
  async privacyChanged(account: string): Promise<void> {
    const { membership } = this.#options;
    const shares = (viewer: string) => membership.share(viewer, account);
    await this.#tell(account, shares);
    const own = new Set<string>();
    for (const sessions of this.#watchers.values()) {
      for (const session of sessions) {
        if (session.mailbox?.account !== account) continue;
        for (const watched of session.subscriptions ?? []) own.add(watched);
      }
    }
    for (const watched of own) {
      await this.#tell(watched, async (viewer) => viewer === account && shares(watched));
    }
  }

  /** These accounts have come to share a conversation: whoever watched another of them too early is told now. */
  introduce(accounts: ReadonlySet<string>): void {
    for (const account of accounts) {
      const isTold = async (viewer: string) => viewer !== account && accounts.has(viewer);
      if (this.#watchers.has(account)) this.#tell(account, isTold).catch(() => undefined);
    }
  }

  #appear(session: Session, account: string): void {
    session.available = true;
    this.#show(session, account);
  }

  #leave(session: Session, account: string): void {
    session.available = false;
    this.#hide(session, account);
  }

  #show(session: Session, account: string): void {
    const sessions = this.#looking.get(account);
    if (sessions !== undefined) {
      sessions.add(session);
      return;
    }
    this.#looking.set(account, new Set([session]));
    this.#announce(account);
  }

  #hide(session: Session, account: string): void {
    const sessions = this.#looking.get(account);
    if (sessions?.delete(session) !== true || sessions.size > 0) return;
    this.#looking.delete(account);
    this.#options.times.set(account, this.#options.now());
    this.#announce(account);
  }

  async #subscribe(session: Session, mailbox: Mailbox, account: string): Promise<void> {
    session.subscriptions ??= new Set();
    if (session.subscriptions.size >= MAX_SUBSCRIPTIONS) throw new StanzaError("policy-violation");
    session.subscriptions.add(account);
    const watchers = this.#watchers.get(account);
    if (watchers === undefined) this.#watchers.set(account, new Set([session]));
    else watchers.add(session);
    const told = await this.#asSeenBy(mailbox.account, account);
    if (session.subscriptions?.has(account) === true) session.sendStanza(told);
  }

  #unsubscribe(session: Session, account: string): void {
    if (session.subscriptions?.delete(account) !== true) return;
    if (session.subscriptions.size === 0) session.subscriptions = undefined;
    drop(this.#watchers, account, session);
  }

  /** In the background: nobody waits for it, and nothing depends on it. */
  #announce(account: string): void {
    if (!this.#watchers.has(account)) return;
    // To others even "unavailable" would tell that something has changed.
    this.#tell(account, (viewer) => this.#mayKnow(viewer, account)).catch(() => undefined);
  }

  /** Tells those watchers of an account that are to be told, by account, what they may know. */
  async #tell(account: string, isTold: (viewer: string) => Promise<boolean>): Promise<void> {
    const byViewer = new Map<string, Promise<Element>>();
    for (const session of [...(this.#watchers.get(account) ?? [])]) {
      const viewer = session.mailbox?.account;
      if (viewer === undefined || !(await isTold(viewer))) continue;
      const seen = byViewer.get(viewer) ?? this.#asSeenBy(viewer, account);
      byViewer.set(viewer, seen);
      const told = await seen;
      if (session.isWelcoming && session.subscriptions?.has(account) === true) session.sendStanza(told);
    }
  }

  async #asSeenBy(viewer: string, account: string): Promise<Element> {
    const { domain, times, now } = this.#options;
    const from = accountAddress(account, domain);
    if (!(await this.#mayKnow(viewer, account))) return presence({ type: "unavailable", from });
    if (this.#looking.has(account)) return presence({ from });
    const at = await times.get(account);
    const seconds = at === undefined ? undefined : Math.max(0, Math.floor((now() - at) / 1000));
    const payload = seconds === undefined ? [] : [lastActivity(seconds)];
    return presence({ type: "unavailable", from, payload });
  }

  async #mayKnow(viewer: string, account: string): Promise<boolean> {
    const { membership, privacy } = this.#options;
    if (viewer === account) return true;
    if (!(await membership.share(viewer, account))) return false;
    return (
      (await privacy.lastSeen(account)) === "everyone" && (await privacy.lastSeen(viewer)) === "everyone"
    );
  }
}

function drop(map: Map<string, Set<Session>>, key: string, session: Session): void {
  const sessions = map.get(key);
  sessions?.delete(session);
  if (sessions?.size === 0) map.delete(key);
}
