import {
  CertificateError,
  ConnectionFailedError,
  MalformedAnswerError,
  OutgoingError,
  OutgoingTimeoutError,
} from "./errors.ts";

const CERTIFICATE =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_CERT|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|PATH_LENGTH)/;

/** The named error for what node:http or a socket reported. */
export function outgoingError(error: unknown): OutgoingError {
  if (error instanceof OutgoingError) return error;
  const code = codeOf(error);
  if (CERTIFICATE.test(code)) {
    return new CertificateError("the host's certificate does not hold", { cause: error });
  }
  if (code.startsWith("HPE_")) {
    return new MalformedAnswerError("the answer is not HTTP, or its head is too long", { cause: error });
  }
  if (code === "ETIMEDOUT") return new OutgoingTimeoutError("no connection in time", { cause: error });
  return new ConnectionFailedError("the connection failed or broke", { cause: error });
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}
