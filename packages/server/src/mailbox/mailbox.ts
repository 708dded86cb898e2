/** The stream side of a mailbox: a session that takes items as long as its window has room. */
export interface MailboxReader {
  /** Sends the item; false, with nothing sent, when the window is full or the connection lost. */
  offer(item: Item): boolean;
  /** How many more items the window has room for. */
  readonly room: number;
  /** The backlog has been sent. */
  drained(): void;
}

/** Who waits for an item to be safe: the stream it came in on. */
export interface Submitter {
  /** The stanza with this number is on disk or acknowledged by everyone it is for. */
  complete(stanza: number): void;
  /** What was completed may be acknowledged to the peer now. */
  acknowledge(): void;
  /** The commit failed: the stanza is not safe and never will be under this number. */
  abort(): void;
}

/** Who wants to know when something is stored for a device, and when the device has it. */
export interface MailboxWatcher {
  /** A message for it is being written. */
  stored(mailbox: Mailbox): void;
  /** The device has committed what was stored under this number. */
  acknowledged(mailbox: Mailbox, seq: number): void;
}

/**
 * One device's mailbox, as the running server knows it. Items reach a device in the order of their numbers: a live
 * mailbox gets each as it is accepted; any other is read from disk from `cursor` on, until it has caught up.
 *
 * Kept for as long as the server runs, once a session or a roster has named the device: it holds no messages.
 */
export class Mailbox {
  readonly account: string;
  readonly device: number;
  reader: MailboxReader | undefined = undefined;
  live = false;
  /** A read from disk is under way. */
  filling = false;
  /** Everything up to this number has been offered to the reader; meaningless while live. */
  cursor = 0;
  /** The device is no more: nothing is stored for it. */
  gone = false;
  /** Rows on disk, -1 while not counted. */
  stored = -1;
  watcher: MailboxWatcher | undefined = undefined;

  constructor(account: string, device: number) {
    this.account = account;
    this.device = device;
  }
}

/** Where an item is on its way to the disk: in the batch that is filling, in one that is being written, or done. */
export const PENDING = 0;
export const WRITING = 1;
export const WRITTEN = 2;

/** A message to be delivered: one body, shared by all its recipients, their queues and the disk. */
export class Item {
  readonly seq: number;
  /** The delivered stanza as a culver.v1 frame. */
  readonly frame: Uint8Array;
  /** Shared with the roster it came from; never changed. */
  readonly recipients: readonly Mailbox[];
  /** Recipients that acknowledged before it was written; undefined while nobody has. */
  acknowledged: Set<Mailbox> | undefined = undefined;
  state = PENDING;
  /** Rows on disk that are acknowledged through this object; 0 when there may be others. */
  rows = 0;
  submitter: Submitter | undefined = undefined;
  /** Its number on the submitter's stream. */
  stanza = 0;
  /** The device it came from, which chose the id; undefined for the server's own. */
  sender: Mailbox | undefined = undefined;
  id = "";

  constructor(seq: number, frame: Uint8Array, recipients: readonly Mailbox[]) {
    this.seq = seq;
    this.frame = frame;
    this.recipients = recipients;
  }

  /** Whether the recipient still has to acknowledge it. */
  awaits(mailbox: Mailbox): boolean {
    return this.recipients.includes(mailbox) && this.acknowledged?.has(mailbox) !== true;
  }
}
