import { MalformedError } from "../errors.ts";
import { checkIdentifier } from "../identifier.ts";
import { MAX_LEAVES } from "../mls/limits.ts";
import { KEY_BYTES } from "../signing.ts";
import { Reader, Writer } from "../wire.ts";
import type { HandshakeMember, Roster } from "./roster.ts";

const VERSION = 1;

/** For the server's table of groups. */
export function encodeRoster(roster: Roster): Uint8Array {
  const writer = new Writer().u8(VERSION).u16(roster.length);
  for (const member of roster) {
    writer.u8(member === undefined ? 0 : 1);
    if (member !== undefined)
      writer.text(member.account).text(member.device).fixed(member.signatureKey).fixed(member.accountKey);
  }
  return writer.done();
}

function readLeaf(reader: Reader): HandshakeMember | undefined {
  const present = reader.u8();
  if (present > 1) throw new MalformedError("presence octet");
  if (present === 0) return undefined;
  const account = checkIdentifier(reader.text());
  const device = checkIdentifier(reader.text());
  return { account, device, signatureKey: reader.fixed(KEY_BYTES), accountKey: reader.fixed(KEY_BYTES) };
}

/** @throws MalformedError */
export function decodeRoster(bytes: Uint8Array): Roster {
  const reader = new Reader(bytes);
  reader.version(VERSION);
  const length = reader.u16();
  if (length > MAX_LEAVES) throw new MalformedError("too many leaves");
  const roster = Array.from({ length }, () => readLeaf(reader));
  reader.end();
  if (length > 0 && roster[length - 1] === undefined) throw new MalformedError("last leaf is blank");
  return roster;
}
