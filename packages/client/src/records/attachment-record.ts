import { Table } from "../store/table.ts";

/** The file of a message: what it takes to fetch or upload it, and what of it is here. */
export interface AttachmentRecord {
  /** Names its rows in the local store. */
  readonly file: string;
  readonly key: Uint8Array;
  /** SHA-256 of the ciphertext. */
  readonly hash: Uint8Array;
  /** Octets of the file itself. */
  readonly size: number;
  /** Its id on the server, once it is there. */
  readonly media?: string;
  /** Where an upload that has begun goes on. */
  readonly uploadUrl?: string;
  /** This device has uploaded it, and may delete it on the server. */
  readonly own: boolean;
  /** How long the server is asked to keep it; its default when absent. */
  readonly keepDays?: number;
  /** Octets in the local store: whole rows from the beginning. */
  readonly stored: number;
  /** All of it is here, and it is what the message speaks of. */
  readonly complete: boolean;
}

/** By conversation and message id. */
export const attachmentTable = new Table<AttachmentRecord>("attachment");

export interface PendingUpload {
  readonly conversation: string;
  readonly id: string;
  readonly at: number;
}

/** Uploads to be made, by file. */
export const uploadTable = new Table<PendingUpload>("upload");

export interface FileRecord {
  readonly conversation: string;
  /** Of the message. */
  readonly id: string;
  readonly size: number;
}

/** Whose message a file belongs to, by file: written before its first row, so that a sweep finds what a crash has left. */
export const fileTable = new Table<FileRecord>("file");
/** Pieces of files, by file and index. */
export const fileRowTable = new Table<Uint8Array>("filerow");
