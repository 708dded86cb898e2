/** Leaves in a group (DESIGN rule 12). */
export const MAX_LEAVES = 250;

/** Bytes of a handshake message, Welcome or GroupInfo that are looked at. 250 leaves need about 200 KB. */
export const MAX_HANDSHAKE_BYTES = 1 << 20;

/** Bytes of one message's payload; larger things are attachments. */
export const MAX_PAYLOAD_BYTES = 1 << 18;

/** Key retention (DESIGN rule 9). */
export const RETAINED_GENERATIONS = 1000;
export const FORWARD_GENERATIONS = 2000;
export const RETAINED_EPOCHS = 4;
