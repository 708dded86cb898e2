import type { OutcomeClass } from "../carrier/outcome-class.ts";

interface ErrorMeaning {
  readonly kind: OutcomeClass;
  /** For a person. */
  readonly words: string;
}

const permanent = (words: string): ErrorMeaning => ({ kind: "permanent", words });
const temporary = (words: string): ErrorMeaning => ({ kind: "temporary", words });
const throttled = (words: string): ErrorMeaning => ({ kind: "throttled", words });

const NO_SUCH_NUMBER = "The phone number does not exist.";
const NOT_REACHABLE = "The phone could not be reached.";
const NOT_OUR_SENDER = "The carrier does not let this sender write to this phone.";
const ACCOUNT = "The account at the carrier cannot send at the moment.";
const TOO_MUCH = "The carrier takes no more at the moment.";

/**
 * Error codes of Twilio's API and of its status callbacks. What is wrong with the message or the phone is permanent;
 * what is wrong with the account or the carrier is temporary, since somebody can mend it while the message is valid.
 */
const MEANINGS: Readonly<Record<string, ErrorMeaning>> = {
  10001: temporary(ACCOUNT),
  10002: temporary(ACCOUNT),
  20003: temporary("The carrier does not accept our account id and token."),
  20008: permanent("The account at the carrier is one for trials: it reaches no real phone."),
  20404: temporary("The carrier knows no such account."),
  20422: permanent("The carrier does not understand the request."),
  20429: throttled(TOO_MUCH),
  20500: temporary("The carrier had a fault."),
  20503: temporary("The carrier is out of service."),
  21201: permanent(NO_SUCH_NUMBER),
  21210: temporary(NOT_OUR_SENDER),
  21211: permanent(NO_SUCH_NUMBER),
  21212: permanent(NOT_OUR_SENDER),
  21214: permanent(NOT_REACHABLE),
  21215: permanent("The carrier does not call this country for us."),
  21216: permanent("The carrier does not call this number."),
  21217: permanent(NO_SUCH_NUMBER),
  21266: permanent("A number cannot write to itself."),
  21408: permanent("The carrier does not send to this country for us."),
  21421: permanent(NO_SUCH_NUMBER),
  21602: permanent("The text is empty."),
  21603: permanent(NOT_OUR_SENDER),
  21604: permanent(NO_SUCH_NUMBER),
  21605: permanent("The text is too long."),
  21606: permanent(NOT_OUR_SENDER),
  21607: permanent(NOT_OUR_SENDER),
  21608: permanent(
    "The account at the carrier is one for trials: it reaches only phones that were verified there.",
  ),
  21610: permanent("The phone has opted out of texts from this number."),
  21611: throttled("The carrier's queue for this sender is full."),
  21612: permanent("The carrier has no way to this phone from this sender."),
  21614: permanent("That is not a mobile phone."),
  21617: permanent("The text is too long."),
  21619: permanent("The text is empty."),
  21635: permanent("That is a landline."),
  21654: permanent("The carrier does not understand the request."),
  21656: permanent("The carrier does not understand the request."),
  21660: permanent(NOT_OUR_SENDER),
  21703: temporary("The carrier's Messaging Service has no sender."),
  21704: temporary("The carrier's Messaging Service has no sender."),
  21705: temporary("The carrier knows no such Messaging Service."),
  30001: throttled("The carrier's queue for this sender was full."),
  30002: temporary(ACCOUNT),
  30003: temporary("The phone is switched off or out of reach."),
  30004: permanent("The phone, or its carrier, blocks texts from this sender."),
  30005: permanent(NO_SUCH_NUMBER),
  30006: permanent("That is a landline, or a carrier that takes no texts."),
  30007: permanent("The phone's carrier filtered the text out."),
  30008: temporary("The text was not delivered; the carrier does not say why."),
  30009: permanent("Part of the text got lost."),
  30010: permanent("The text would have cost more than allowed."),
  30011: permanent("The phone's carrier takes no such texts."),
  30017: throttled(TOO_MUCH),
  30018: permanent("This country demands a registered sender."),
  30022: throttled(TOO_MUCH),
  30023: throttled(TOO_MUCH),
  30024: permanent(NOT_OUR_SENDER),
  30032: permanent(NOT_OUR_SENDER),
  30034: permanent("The sender is not registered with the phone's carrier."),
  30036: permanent("The text was not delivered while it was valid."),
  30410: temporary("The phone's carrier did not answer in time."),
  30453: throttled(TOO_MUCH),
  32017: permanent(NOT_REACHABLE),
  32202: temporary(NOT_REACHABLE),
  63038: throttled("The account has sent as much as it may today."),
};

/** What a code means; undefined for one that is not known. */
export function meaningOf(code: string): ErrorMeaning | undefined {
  return Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
}
