export { FrameSplitter } from "./frames.ts";
export { type AnyPdu, decodePdu, encodePdu, type Pdu } from "./pdu.ts";
