import { Table } from "../store/table.ts";

/** The MLS group a conversation uses now. */
export interface LiveGroupRecord {
  readonly group: string;
}

/** What must be known of a group without reading its state. */
export interface GroupRecord {
  readonly conversation: string;
  readonly joinedAt: number;
}

/** A commit of our own that the server has not answered. */
export interface PendingCommitRecord {
  readonly kind: "create" | "external" | "commit";
  readonly iq: string;
  readonly group: string;
  readonly epoch: number;
  readonly replaces?: string;
  readonly commit: Uint8Array;
  readonly welcome?: Uint8Array;
  readonly groupInfo: Uint8Array;
  readonly epochBlob: Uint8Array;
  readonly messageBlob: Uint8Array;
}

/** A conversation whose group this device cannot use as it is. */
export interface RepairRecord {
  readonly since: number;
  /** Set to come back with a fresh epoch even though nothing seems wrong: the state may be a copy of an old one. */
  readonly rejoin: boolean;
}

/** A group whose members may be others than the device lists say. */
export interface RosterRecord {
  readonly dueAt: number;
  readonly attempts: number;
  /** A member is on no list any more: nothing is encrypted before it is out. */
  readonly removal: boolean;
}

/** A message that could not be read; asked for again until it comes. */
export interface MissingRecord {
  readonly author: string;
  readonly since: number;
  readonly asked: number;
  readonly nextAskAt: number;
}

/** By conversation. */
export const liveGroupTable = new Table<LiveGroupRecord>("livegroup", { lasting: true });
/** By group id, base64url. */
export const groupTable = new Table<GroupRecord>("group", { lasting: true });
/** By group id: the part of its state that changes with the epoch. */
export const epochBlobTable = new Table<Uint8Array>("groupepoch");
/** By group id: the part that changes with every message. */
export const messageBlobTable = new Table<Uint8Array>("groupstate");
/** By conversation. */
export const pendingCommitTable = new Table<PendingCommitRecord>("pending");
/** By conversation. */
export const repairTable = new Table<RepairRecord>("repair");
/** By conversation. */
export const rosterTable = new Table<RosterRecord>("roster");
/** By conversation and message id. */
export const missingTable = new Table<MissingRecord>("missing");
