export { type Choice, chooseEncoding } from "./choose.ts";
export { dataCodingOf, decodeText, encodeText } from "./codec.ts";
export { countSegments, type TextCount } from "./count.ts";
export { type Alphabet, alphabetOf, DataCoding } from "./data-coding.ts";
export { type DataOptions, segmentData } from "./data-segments.ts";
export type { TextAlphabet, TextEncoding } from "./encoding.ts";
export { TextTooLongError, UnencodableTextError } from "./errors.ts";
export { decodeGsm7, encodeGsm7, isGsm7 } from "./gsm7.ts";
export { defaultAlphabet, type Gsm7Alphabet } from "./gsm7-alphabet.ts";
export { decodeLatin1, encodeLatin1 } from "./latin1.ts";
export { hasLockingShift, type NationalLanguage, nationalLanguages } from "./national/languages.ts";
export type { TextOptions } from "./options.ts";
export { MAX_SEGMENTS, type Segment, segmentText } from "./segments.ts";
export { type Shift, shiftedAlphabet } from "./shift.ts";
export { splitText, type TextSplit } from "./split.ts";
export type { TextParts } from "./split-as.ts";
export { type Replacement, replaceTypography } from "./typography.ts";
export { decodeUcs2, encodeUcs2 } from "./ucs2.ts";
export { type Concatenation, type Ports, parseUserDataHeader, type UserDataHeader } from "./udh.ts";
export {
  CONCATENATION_LENGTH,
  concatenationHeader,
  type HeaderContent,
  type ReferenceBits,
  writeUserDataHeader,
} from "./udh-write.ts";
