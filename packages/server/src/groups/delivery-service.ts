import type { Roster } from "@culver/crypto/handshake";
import {
  type CommitGroup,
  type ConversationId,
  type CreateGroup,
  conversationAddress,
  currentGroup,
  deviceAddress,
  type Element,
  type GroupIdText,
  type LiveGroup,
  liveGroup,
  mlsMessage,
  parseCommitGroup,
  parseConversationId,
  parseConversationRequest,
  parseCreateGroup,
  parseGroupInfoRequest,
  publishedGroupInfo,
  StanzaError,
} from "@culver/protocol";
import type { Database, Executor } from "@culver/storage";
import { deviceNumbers } from "../accounts/device-row.ts";
import type { DeviceDirectory } from "../devices/directory.ts";
import { Item, type Mailbox } from "../mailbox/mailbox.ts";
import type { MailboxService } from "../mailbox/mailbox-service.ts";
import type { Principal } from "../ports.ts";
import type { Stamp } from "../router/delivered.ts";
import {
  type CheckedHandshake,
  checkHandshake,
  checkRemovals,
  type Handshake,
  nextRoster,
} from "./check-commit.ts";
import type { Conversations } from "./conversations.ts";
import {
  advanceGroup,
  findGroup,
  type GroupRow,
  groupInfoOf,
  insertGroup,
  liveGroupOf,
  rostersOf,
} from "./group-tables.ts";
import type { Membership } from "./membership.ts";

export interface DeliveryServiceOptions {
  readonly database: Database;
  readonly directory: DeviceDirectory;
  readonly mailboxes: MailboxService;
  readonly conversations: Conversations;
  readonly membership: Membership;
  readonly stamp: Stamp;
  readonly domain: string;
  /** Told after a group was created: these accounts may know of each other now. */
  readonly onCreated: (accounts: ReadonlySet<string>) => void;
}

/** Stanza ids of a commit and of its Welcome share the iq's id; the Welcome's has this behind it. */
const WELCOME_SUFFIX = ".w";
const MAX_ID_LENGTH = 64 - WELCOME_SUFFIX.length;

/**
 * The MLS delivery service (RFC 9750 section 5): orders each group's commits by compare-and-swap on its epoch and
 * derives its roster from them. A commit, its Welcome, the GroupInfo and all deliveries are one transaction.
 */
export class DeliveryService {
  readonly #options: DeliveryServiceOptions;

  constructor(options: DeliveryServiceOptions) {
    this.#options = options;
  }

  /** A conversation's new group: its creator's first commit. @throws {StanzaError} */
  async create(principal: Principal, id: string, payload: Element): Promise<Element> {
    const request = parseCreateGroup(payload);
    const { conversation, group, replaces } = request;
    assertShortId(id);
    assertParty(conversation, principal.account);
    const checked = await checkHandshake({ ...request, epoch: 0 }, principal, this.#options.directory);
    const founder = checked.claimed[0];
    if (
      checked.commit.sender.kind !== "member" ||
      checked.commit.sender.leaf !== 0 ||
      founder === undefined
    ) {
      throw new StanzaError("not-acceptable", "a group begins with its creator");
    }
    const before: Roster = [founder];
    const after = await nextRoster(before, checked, principal);
    assertMembers(conversation, after);
    const created: LiveGroup = { conversation, group, epoch: 1 };
    await this.#options.mailboxes.commit.run(2, async (tx, firstSeq) => {
      const live = await liveGroupOf(tx, conversation);
      if (typeof live === "string" && live !== replaces) throw await conflict(tx, live);
      if ((await findGroup(tx, group)) !== undefined)
        throw new StanzaError("conflict", "the group id is taken");
      await insertGroup(tx, created, after, request.groupInfo, live ?? undefined);
      return this.#items(tx, principal, id, created, request, before, checked, firstSeq);
    });
    this.#changed(conversation);
    this.#options.onCreated(
      new Set(after.flatMap((member) => (member === undefined ? [] : [member.account]))),
    );
    return liveGroup(created);
  }

  /** A group's next epoch. @throws {StanzaError} */
  async commit(principal: Principal, id: string, payload: Element): Promise<Element> {
    const request = parseCommitGroup(payload);
    const { group, epoch } = request;
    assertShortId(id);
    const { database, directory } = this.#options;
    // Stale ones are refused before anything is verified.
    const known = await this.#groupAt(database, group, epoch);
    const handshake: Handshake = { ...request, welcome: request.welcome };
    const checked = await checkHandshake(handshake, principal, directory);
    // An epoch has one roster: what is found here holds inside the transaction, or the epoch is another.
    const roster = (await rostersOf(database, group)).get(epoch) ?? [];
    await checkRemovals(roster, checked, principal, directory);
    const next: GroupRow = { ...known, epoch: epoch + 1 };
    const result: LiveGroup = {
      conversation: known.conversation as ConversationId,
      group,
      epoch: next.epoch,
    };
    await this.#options.mailboxes.commit.run(2, async (tx, firstSeq) => {
      await this.#groupAt(tx, group, epoch);
      const before = (await rostersOf(tx, group)).get(epoch) ?? [];
      const after = await nextRoster(before, checked, principal);
      assertMembers(known.conversation, after);
      await advanceGroup(tx, next, after, request.groupInfo);
      return this.#items(tx, principal, id, result, request, before, checked, firstSeq);
    });
    this.#changed(known.conversation);
    return liveGroup(result);
  }

  /** @throws {StanzaError} forbidden to whom is neither in the roster nor on the list of an account that is. */
  async groupInfo(principal: Principal, payload: Element): Promise<Element> {
    const group = parseGroupInfoRequest(payload);
    const { database, directory } = this.#options;
    const row = await findGroup(database, group);
    if (row === undefined) throw new StanzaError("item-not-found");
    const roster = (await rostersOf(database, group)).get(row.epoch) ?? [];
    const { account, device } = principal;
    const listed = await directory.isListed(account, device);
    const key = listed ? await directory.accountKey(account) : undefined;
    const allowed = roster.some(
      (member) =>
        member?.account === account &&
        listed &&
        (member.device === String(device) ||
          (key !== undefined && Buffer.compare(key, member.accountKey) === 0)),
    );
    const info = allowed ? await groupInfoOf(database, group) : undefined;
    if (info === undefined) throw new StanzaError("forbidden");
    return publishedGroupInfo({ group, ...info });
  }

  /** The live group of a conversation, for its members and, of two people's, for the two. @throws {StanzaError} */
  async conversation(principal: Principal, payload: Element): Promise<Element> {
    const id = parseConversationRequest(payload);
    const { database } = this.#options;
    const group = await liveGroupOf(database, id);
    const row = typeof group === "string" ? await findGroup(database, group) : undefined;
    if (row === undefined) throw new StanzaError("item-not-found");
    const roster = (await rostersOf(database, row.group)).get(row.epoch) ?? [];
    if (!isParty(id, principal.account) && !roster.some((member) => member?.account === principal.account)) {
      throw new StanzaError("item-not-found");
    }
    return liveGroup({ conversation: id, group: row.group, epoch: row.epoch });
  }

  #changed(conversation: string): void {
    this.#options.conversations.forget(conversation);
    this.#options.membership.forget();
  }

  async #groupAt(executor: Executor, group: GroupIdText, epoch: number): Promise<GroupRow> {
    const row = await findGroup(executor, group);
    if (row === undefined) throw new StanzaError("item-not-found", "no such group");
    if (row.epoch !== epoch) throw await conflict(executor, group);
    return row;
  }

  /** The commit for the old roster's other devices, the Welcome for those added. */
  async #items(
    executor: Executor,
    principal: Principal,
    id: string,
    { conversation, group, epoch }: LiveGroup,
    request: CreateGroup | CommitGroup,
    before: Roster,
    { commit }: CheckedHandshake,
    firstSeq: number,
  ): Promise<Item[]> {
    const { stamp, domain } = this.#options;
    const from = deviceAddress(principal.account, domain, `${principal.device}`);
    const envelope = { type: undefined, from, to: conversationAddress(conversation, domain) };
    const others = (await this.#mailboxesOf(executor, before)).filter(
      ({ account, device }) => account !== principal.account || device !== principal.device,
    );
    const items: Item[] = [];
    if (others.length > 0) {
      const body = mlsMessage({ kind: "commit", group, epoch: epoch - 1, bytes: request.commit });
      items.push(new Item(firstSeq, stamp.numbered({ ...envelope, id }, body, firstSeq), others));
    }
    const added = await this.#mailboxesOf(executor, commit.adds);
    if (request.welcome !== undefined && added.length > 0) {
      const seq = firstSeq + 1;
      const body = mlsMessage({ kind: "welcome", group, epoch, bytes: request.welcome });
      const numbered = stamp.numbered({ ...envelope, id: id + WELCOME_SUFFIX }, body, seq);
      items.push(new Item(seq, numbered, added));
    }
    return items;
  }

  /** The mailboxes of those members whose device is registered. */
  async #mailboxesOf(
    executor: Executor,
    members: readonly ({ account: string; device: string } | undefined)[],
  ): Promise<Mailbox[]> {
    const { mailboxes } = this.#options.mailboxes;
    const registered = new Map<string, readonly number[]>();
    const found: Mailbox[] = [];
    for (const member of members) {
      if (member === undefined) continue;
      const { account } = member;
      const devices = registered.get(account) ?? (await deviceNumbers(executor, account));
      registered.set(account, devices);
      const device = Number(member.device);
      if (devices.includes(device)) found.push(mailboxes.of(account, device));
    }
    return found;
  }
}

async function conflict(executor: Executor, group: GroupIdText): Promise<StanzaError> {
  const row = await findGroup(executor, group);
  const live = row === undefined ? undefined : await liveGroupOf(executor, row.conversation);
  const current = typeof live === "string" ? await findGroup(executor, live) : undefined;
  const app = currentGroup(
    current === undefined
      ? {}
      : { conversation: current.conversation as ConversationId, group: current.group, epoch: current.epoch },
  );
  return new StanzaError("conflict", undefined, { app });
}

function assertShortId(id: string): void {
  if (id.length > MAX_ID_LENGTH) throw new StanzaError("bad-request", `an id of at most ${MAX_ID_LENGTH}`);
}

function isParty(conversation: ConversationId, account: string): boolean {
  const parsed = parseConversationId(conversation);
  return parsed.kind === "direct" && parsed.accounts.includes(account);
}

function assertParty(conversation: ConversationId, account: string): void {
  if (parseConversationId(conversation).kind === "direct" && !isParty(conversation, account)) {
    throw new StanzaError("forbidden", "a conversation of others");
  }
}

/** Two people's conversations hold only their devices. */
function assertMembers(conversation: string, roster: Roster): void {
  const parsed = parseConversationId(conversation);
  if (parsed.kind !== "direct") return;
  for (const member of roster) {
    if (member !== undefined && !parsed.accounts.includes(member.account)) {
      throw new StanzaError("not-acceptable", "two-person conversations hold the devices of the two alone");
    }
  }
}
