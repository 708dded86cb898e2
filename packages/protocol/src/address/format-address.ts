import type { AccountId } from "./account-id.ts";
import type { Address, AddressText } from "./address.ts";
import type { ConversationId } from "./conversation-id.ts";
import type { DeviceId } from "./device-id.ts";
import type { Domain } from "./domain.ts";

// All parts are taken as they are: the caller has validated them.

/** `account@domain` */
export function accountAddress(account: AccountId, domain: Domain): AddressText {
  return `${account}@${domain}`;
}

/** `account@domain/device` */
export function deviceAddress(account: AccountId, domain: Domain, device: DeviceId): AddressText {
  return `${account}@${domain}/${device}`;
}

/** `conversation@domain` */
export function conversationAddress(conversation: ConversationId, domain: Domain): AddressText {
  return `${conversation}@${domain}`;
}

/** `conversation@domain/account` */
export function occupantAddress(
  conversation: ConversationId,
  domain: Domain,
  account: AccountId,
): AddressText {
  return `${conversation}@${domain}/${account}`;
}

/** Joins the parts of a parsed address. */
export function formatAddress(address: Address): AddressText {
  switch (address.kind) {
    case "server":
      return address.domain;
    case "account":
      return accountAddress(address.account, address.domain);
    case "device":
      return deviceAddress(address.account, address.domain, address.device);
    case "conversation":
      return conversationAddress(address.conversation, address.domain);
    case "occupant":
      return occupantAddress(address.conversation, address.domain, address.account);
  }
}

/** The address without what stands after the slash. */
export function withoutResource(text: AddressText): AddressText {
  const slash = text.indexOf("/");
  return slash < 0 ? text : text.slice(0, slash);
}
