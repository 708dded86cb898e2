export type RegistrationFault =
  | { readonly code: "sms_failed" }
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
