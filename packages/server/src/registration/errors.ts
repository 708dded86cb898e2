import type { CodeMethod } from "../ports.ts";

export type RegistrationFault =
  | { readonly code: "sms_failed" }
  /** No codes to this prefix for now, by this method; `methods`: by which they still go. */
  | { readonly code: "prefix_closed"; readonly retryAfterMs: number; readonly methods: readonly CodeMethod[] }
  | { readonly code: "country_closed" }
  | { readonly code: "method_unavailable"; readonly methods: readonly CodeMethod[] }
  | { readonly code: "wrong_code"; readonly triesLeft: number }
  | { readonly code: "code_expired" }
  | { readonly code: "pin_required" | "wrong_pin"; readonly retryAfterMs: number };

/** A registration that cannot go on like this. */
export class RegistrationError extends Error {
  override readonly name = "RegistrationError";
  readonly fault: RegistrationFault;

  constructor(fault: RegistrationFault, options?: ErrorOptions) {
    super(fault.code, options);
    this.fault = fault;
  }
}
