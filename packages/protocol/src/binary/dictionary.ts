import { STANZA_ERROR_TYPES } from "../errors/stanza-condition.ts";
import { STREAM_CONDITIONS } from "../errors/stream-condition.ts";
import {
  NS_BIND,
  NS_CHAT_STATES,
  NS_CLIENT,
  NS_DELAY,
  NS_DEVICES,
  NS_DIRECTORY,
  NS_FRAMING,
  NS_KEYS,
  NS_LAST,
  NS_MAILBOX,
  NS_MARKERS,
  NS_MLS,
  NS_PING,
  NS_PRIVACY,
  NS_RECEIPTS,
  NS_SASL,
  NS_SM,
  NS_STANZA_ERRORS,
  NS_STANZA_ID,
  NS_STREAM,
  NS_STREAM_ERRORS,
} from "../namespaces.ts";

/** The entries that one version of the dictionary adds. */
export interface DictionarySection {
  readonly version: number;
  /** Namespaces, for elements that have no token of their own. */
  readonly namespaces: readonly string[];
  /** Elements by namespace and name. */
  readonly elements: readonly (readonly [xmlns: string, names: string])[];
  readonly attributes: string;
  readonly values: string;
}

/**
 * The token dictionary. Append only: a token's number is its place in the table, across sections, and never
 * changes once its version is released. A peer announces the highest version it reads in `open`.
 */
export const DICTIONARY: readonly DictionarySection[] = [
  {
    version: 1,
    namespaces: [
      NS_CLIENT,
      NS_FRAMING,
      NS_STREAM,
      NS_STREAM_ERRORS,
      NS_SASL,
      NS_BIND,
      NS_STANZA_ERRORS,
      NS_SM,
      NS_RECEIPTS,
      NS_MARKERS,
      NS_CHAT_STATES,
      NS_PING,
      NS_STANZA_ID,
      NS_DELAY,
      NS_LAST,
      NS_MLS,
      NS_KEYS,
      NS_DEVICES,
      NS_DIRECTORY,
      NS_PRIVACY,
      NS_MAILBOX,
    ],
    elements: [
      [NS_CLIENT, "message iq presence error body show status priority subject thread"],
      [NS_SM, "r a enable enabled resume resumed failed sm"],
      [NS_RECEIPTS, "request received"],
      [NS_MARKERS, "markable displayed"],
      [NS_CHAT_STATES, "active composing paused inactive gone"],
      [NS_PING, "ping"],
      [NS_STANZA_ID, "stanza-id origin-id"],
      [NS_DELAY, "delay"],
      [NS_LAST, "query"],
      [NS_FRAMING, "open close"],
      [NS_STREAM, "features error"],
      [NS_SASL, "mechanisms mechanism auth challenge response abort success failure"],
      [NS_BIND, "bind resource jid"],
      [NS_MLS, "payload commit welcome group-info key-package ref create group conversation current"],
      [NS_KEYS, "publish key-package count claim account claimed device"],
      [NS_DEVICES, "append entry list hash changed"],
      [NS_DIRECTORY, "lookup number found"],
      [NS_PRIVACY, "privacy"],
      [NS_MAILBOX, "drained retry"],
      [NS_STANZA_ERRORS, `text ${Object.keys(STANZA_ERROR_TYPES).join(" ")}`],
      [NS_STREAM_ERRORS, `text ${STREAM_CONDITIONS.join(" ")}`],
      [NS_SASL, "text aborted account-disabled credentials-expired encryption-required incorrect-encoding"],
      [NS_SASL, "invalid-authzid invalid-mechanism malformed-request mechanism-too-weak not-authorized"],
      [NS_SASL, "temporary-auth-failure"],
    ],
    attributes:
      "id to from type by h previd resume max stamp seconds version mechanism code epoch group " +
      "conversation account device hash count after name number key last generation replaces " +
      "one-time last-resort last-seen dictionary",
    values:
      "chat groupchat error headline normal get set result available unavailable subscribe subscribed unsubscribe " +
      "unsubscribed probe auth cancel continue modify wait true false 1.0 PLAIN away xa dnd everyone nobody",
  },
];

/** The highest version of the dictionary that this code reads and writes. */
export const DICTIONARY_VERSION = 1;
