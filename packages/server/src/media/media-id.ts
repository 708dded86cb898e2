import { randomBytes } from "node:crypto";

const ID_BYTES = 24;
const ID = /^[A-Za-z0-9_-]{32}$/;

/** 192 random bits: whoever knows it may fetch the (encrypted) file. Also the name of its file. */
export function newMediaId(): string {
  return randomBytes(ID_BYTES).toString("base64url");
}

export function isMediaId(text: string): boolean {
  return ID.test(text);
}
