/** Why a request came to nothing, low in number so that it can be a label of a metric. */
export type OutgoingFailure =
  | "url"
  | "name"
  | "address"
  | "connection"
  | "certificate"
  | "timeout"
  | "size"
  | "redirect"
  | "malformed"
  | "aborted";

/** Any failure of an outgoing request. Messages hold neither the URL's path and query nor what was sent. */
export abstract class OutgoingError extends Error {
  abstract readonly failure: OutgoingFailure;
}

/** Not an absolute http or https URL, or one with a user or a password in it. */
export class OutgoingUrlError extends OutgoingError {
  override readonly name = "OutgoingUrlError";
  readonly failure = "url";
}

/** The host's name could not be resolved, or has no address. */
export class NameNotResolvedError extends OutgoingError {
  override readonly name = "NameNotResolvedError";
  readonly failure = "name";
}

/** The host is, or its name leads to, an address that is not on the public internet, and the operator does not allow it. */
export class AddressRefusedError extends OutgoingError {
  override readonly name = "AddressRefusedError";
  readonly failure = "address";
}

/** No connection, or it broke before the answer was whole. */
export class ConnectionFailedError extends OutgoingError {
  override readonly name = "ConnectionFailedError";
  readonly failure = "connection";
}

/** The host's certificate is not valid for its name, has expired, or is signed by nobody we trust. */
export class CertificateError extends OutgoingError {
  override readonly name = "CertificateError";
  readonly failure = "certificate";
}

/** Nothing came for too long, or the whole took too long. */
export class OutgoingTimeoutError extends OutgoingError {
  override readonly name = "OutgoingTimeoutError";
  readonly failure = "timeout";
}

/** The answer's body is longer than the caller takes; it was cut off, not read to its end. */
export class AnswerTooLargeError extends OutgoingError {
  override readonly name = "AnswerTooLargeError";
  readonly failure = "size";
}

/** A redirect too many, without a place to go, or from https to http. */
export class RedirectRefusedError extends OutgoingError {
  override readonly name = "RedirectRefusedError";
  readonly failure = "redirect";
}

/** What came is not HTTP/1.1, or its headers are too long. */
export class MalformedAnswerError extends OutgoingError {
  override readonly name = "MalformedAnswerError";
  readonly failure = "malformed";
}

/** The caller gave the request up. */
export class RequestAbortedError extends OutgoingError {
  override readonly name = "RequestAbortedError";
  readonly failure = "aborted";
}
