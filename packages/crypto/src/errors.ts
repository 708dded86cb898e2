/** Every refusal of this package. The subclasses' names are part of the API. */
export class CryptoError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Bytes that do not decode, or not canonically. */
export class MalformedError extends CryptoError {}

/** A credential whose signature or binding to a key is wrong. */
export class CredentialError extends CryptoError {}

export type DeviceListFault =
  | "malformed"
  | "signature"
  | "account"
  | "version"
  | "hash"
  | "duplicate-device"
  | "empty"
  | "unknown-device"
  | "rotation"
  | "too-many";

/** A device list, or a change to one, that breaks a rule of the chain. */
export class DeviceListError extends CryptoError {
  readonly reason: DeviceListFault;
  constructor(reason: DeviceListFault, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.reason = reason;
  }
}

export type KeyPackageFault = "signature" | "lifetime" | "suite" | "credential" | "capabilities";

/** A key package that must not be used. */
export class KeyPackageError extends CryptoError {
  readonly reason: KeyPackageFault;
  constructor(reason: KeyPackageFault, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.reason = reason;
  }
}

/** A commit, group or message that swaps an identity, or adds or removes what it may not. */
export class MembershipError extends CryptoError {}

/** A member that is on no signed device list. */
export class UnauthorisedDeviceError extends CryptoError {
  readonly account: string;
  readonly device: string;
  constructor(account: string, device: string) {
    super("member is on no signed device list");
    this.account = account;
    this.device = device;
  }
}

/** An external join with another key than the one this device has in the group (DESIGN rule 7). */
export class DeviceKeyMismatchError extends CryptoError {}

/** More leaves than a group may have. */
export class GroupFullError extends CryptoError {}

abstract class EpochError extends CryptoError {
  readonly messageEpoch: bigint;
  readonly currentEpoch: bigint;
  constructor(message: string, messageEpoch: bigint, currentEpoch: bigint) {
    super(message);
    this.messageEpoch = messageEpoch;
    this.currentEpoch = currentEpoch;
  }
}

/** Of the past: a commit already overtaken, or a message older than the epochs kept. */
export class StaleEpochError extends EpochError {
  constructor(messageEpoch: bigint, currentEpoch: bigint) {
    super("epoch is past", messageEpoch, currentEpoch);
  }
}

/** Of the future: commits in between are missing. */
export class FutureEpochError extends EpochError {
  constructor(messageEpoch: bigint, currentEpoch: bigint) {
    super("epoch is ahead", messageEpoch, currentEpoch);
  }
}

/** A commit this device sent itself: adopt the pending state instead. */
export class OwnCommitError extends CryptoError {}

/** The message's generation has been read already, or is too old to be kept. */
export class DuplicateMessageError extends CryptoError {}

/** Fails to decrypt or to verify. */
export class UndecryptableError extends CryptoError {}

/** This device is no longer a member. */
export class RemovedError extends CryptoError {}

/** A message of another group. */
export class WrongGroupError extends CryptoError {}

/** A Welcome for none of the key packages at hand. */
export class NoKeyPackageError extends CryptoError {}

/** Stored state that does not decode or does not belong together. */
export class StateError extends CryptoError {}

/** A sealed box that is not for this key, this purpose and this associated data, or a key that nothing can be sealed to. */
export class SealError extends CryptoError {}

export type AttachmentFault = "parameters" | "size" | "truncated" | "chunk" | "padding" | "hash" | "link";

/** A file that is not the one its message speaks of, or what describes it is malformed. */
export class AttachmentError extends CryptoError {
  readonly reason: AttachmentFault;
  constructor(message: string, options: { reason: AttachmentFault; cause?: unknown }) {
    super(message, options);
    this.reason = options.reason;
  }
}
