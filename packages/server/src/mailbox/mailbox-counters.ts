/** What the mailbox counts about itself: plain numbers, read when metrics are asked for. */
export class MailboxCounters {
  /** Messages, receipts, commits, Welcomes and notices taken in. */
  accepted = 0;
  /** Those of them that went to disk: the others were acknowledged by everyone before. */
  written = 0;
  failedCommits = 0;
  /** Stanzas dropped because their id had been accepted before. */
  repeats = 0;
  /** Mailboxes switched from live to reading from disk. */
  pauses = 0;
  /** Messages read back from disk. */
  paged = 0;
  /** Told how long each commit took, seconds. */
  onCommit: ((seconds: number) => void) | undefined = undefined;
}
