import {
  fromBase64Url,
  isValidAccountId,
  isValidDeviceId,
  isValidDomain,
  toBase64Url,
} from "@culver/protocol";
import { ClientError } from "../errors.ts";
import { decodeValue, encodeValue } from "../store/values.ts";

/** What a new device is given by one of its account: whoever holds it is that device. */
export interface LinkBundle {
  readonly account: string;
  readonly device: string;
  readonly token: string;
  readonly number: string;
  readonly domain: string;
  readonly name: string;
  /** The account's private key, as crypto encodes it. */
  readonly accountKey: Uint8Array;
}

const INVALID = "This is not a link of a device.";
/** As crypto exports it: a version and a seed. */
const ACCOUNT_KEY_BYTES = 33;
const MAX_LENGTH = 2_048;

/** As text, to be shown once and kept nowhere. */
export function encodeLink(bundle: LinkBundle): string {
  return toBase64Url(encodeValue({ v: 1, ...bundle }));
}

/** Throws ClientError `invalid_link`. */
export function decodeLink(text: string): LinkBundle {
  const fields = fieldsOf(text);
  if (typeof fields !== "object" || fields === null) throw new ClientError("invalid_link", INVALID);
  const { v, account, device, token, number, domain, name, accountKey } = fields as Record<string, unknown>;
  if (v !== 1 || typeof token !== "string" || typeof number !== "string" || typeof name !== "string")
    throw new ClientError("invalid_link", INVALID);
  if (typeof account !== "string" || !isValidAccountId(account))
    throw new ClientError("invalid_link", INVALID);
  if (typeof device !== "string" || !isValidDeviceId(device)) throw new ClientError("invalid_link", INVALID);
  if (typeof domain !== "string" || !isValidDomain(domain)) throw new ClientError("invalid_link", INVALID);
  if (!(accountKey instanceof Uint8Array) || accountKey.length !== ACCOUNT_KEY_BYTES)
    throw new ClientError("invalid_link", INVALID);
  return { account, device, token, number, domain, name, accountKey: accountKey.slice() };
}

function fieldsOf(text: string): unknown {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    return decodeValue(fromBase64Url(text.trim()));
  } catch {
    return undefined;
  }
}
