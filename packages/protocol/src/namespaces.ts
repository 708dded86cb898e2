// XMPP (RFC 6120, 6121, 7395)
export const NS_CLIENT = "jabber:client";
export const NS_FRAMING = "urn:ietf:params:xml:ns:xmpp-framing";
export const NS_STREAM = "http://etherx.jabber.org/streams";
/** Stream error conditions (RFC 6120 section 4.9.3). */
export const NS_STREAM_ERRORS = "urn:ietf:params:xml:ns:xmpp-streams";
export const NS_SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
export const NS_BIND = "urn:ietf:params:xml:ns:xmpp-bind";
/** Stanza error conditions (RFC 6120 section 8.3.3). */
export const NS_STANZA_ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";

// XMPP extensions
/** Stream management, XEP-0198. */
export const NS_SM = "urn:xmpp:sm:3";
/** Delivery receipts, XEP-0184. */
export const NS_RECEIPTS = "urn:xmpp:receipts";
/** Displayed markers, XEP-0333. */
export const NS_MARKERS = "urn:xmpp:chat-markers:0";
/** Chat states, XEP-0085. */
export const NS_CHAT_STATES = "http://jabber.org/protocol/chatstates";
/** Ping, XEP-0199. */
export const NS_PING = "urn:xmpp:ping";
/** Unique stanza ids, XEP-0359. */
export const NS_STANZA_ID = "urn:xmpp:sid:0";
/** Delayed delivery, XEP-0203. */
export const NS_DELAY = "urn:xmpp:delay";
/** Last activity, XEP-0012. */
export const NS_LAST = "jabber:iq:last";

// Culver
/** Groups, commits, Welcomes, messages. */
export const NS_MLS = "urn:culver:mls:0";
/** Key packages. */
export const NS_KEYS = "urn:culver:keys:0";
/** Device lists. */
export const NS_DEVICES = "urn:culver:devices:0";
/** Numbers to accounts. */
export const NS_DIRECTORY = "urn:culver:directory:0";
/** Who may see last seen, receipts and so on. */
export const NS_PRIVACY = "urn:culver:privacy:0";
/** What the server keeps for a device that is away. */
export const NS_MAILBOX = "urn:culver:mailbox:0";
/** Texts to and from phones that are not on Culver, sealed to the gateway and to devices. */
export const NS_SMS = "urn:culver:sms:0";
