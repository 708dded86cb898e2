import type { PaddingConfig } from "ts-mls";
import { createApplicationMessage } from "ts-mls/createMessage.js";
import { RemovedError } from "../errors.ts";
import { MAX_PAYLOAD_BYTES } from "../mls/limits.ts";
import { encodeMessage } from "../mls/message.ts";
import { type GroupState, unwrap, wrap } from "../mls/state.ts";
import { suite } from "../mls/suite.ts";
import { SIGNATURE_BYTES } from "../signing.ts";
import { encodeFrame } from "./frame.ts";
import { bucketFor, type Padding } from "./padding.ts";

export interface EncryptedMessage {
  /** A PrivateMessage (RFC 9420 section 6.3). */
  readonly message: Uint8Array;
  /** To be persisted in one transaction with the message, before it is sent. */
  readonly state: GroupState;
  readonly generation: number;
}

/** Length of an opaque vector with its prefix (RFC 9420 section 2.1.2). */
function vectorLength(length: number): number {
  if (length < 64) return length + 1;
  return length < 16_384 ? length + 2 : length + 4;
}

function paddingFor(padding: Padding, frameLength: number): PaddingConfig {
  if (padding === "none") return { kind: "alwaysPad", paddingLength: 0 };
  const content = vectorLength(frameLength) + vectorLength(SIGNATURE_BYTES);
  return { kind: "padUntilLength", padUntilLength: bucketFor(content) };
}

/**
 * Encrypts a payload to the group's current epoch.
 * @param options.padding "buckets" online (the default), "none" for SMS (DESIGN rule 12)
 * @throws RemovedError, or RangeError for a payload above 256 KiB
 */
export async function encrypt(
  state: GroupState,
  payload: Uint8Array,
  options: { readonly padding?: Padding } = {},
): Promise<EncryptedMessage> {
  if (!state.active) throw new RemovedError("this device was removed from the group");
  if (payload.length > MAX_PAYLOAD_BYTES) throw new RangeError(`payload above ${MAX_PAYLOAD_BYTES} bytes`);
  const mls = unwrap(state);
  const frame = encodeFrame(state.ownLeaf, payload);
  const paddingConfig = paddingFor(options.padding ?? "buckets", frame.length);
  const padded = { ...mls, clientConfig: { ...mls.clientConfig, paddingConfig } };
  const { newState, privateMessage } = await createApplicationMessage(padded, frame, await suite());
  return {
    message: encodeMessage({ version: "mls10", wireformat: "mls_private_message", privateMessage }),
    state: wrap({ ...newState, clientConfig: mls.clientConfig }),
    generation: mls.secretTree[2 * state.ownLeaf]?.application.generation ?? 0,
  };
}
