import { type GraphErrorCode, type GraphErrorSpec, graphErrorSpec } from "./error-table.ts";

/** What a thrower may say beyond the code. */
export interface GraphErrorOptions extends ErrorOptions {
  /** `error_data.details`; the table's own words unless told. Never holds content, numbers or tokens. */
  readonly details?: string;
  /** Replaces the whole message, "(#code) " included. */
  readonly message?: string;
  readonly subcode?: number;
  readonly type?: GraphErrorSpec["type"];
}

/** The body of an answer that is an error (section 6). */
export interface GraphErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: GraphErrorSpec["type"];
    readonly code: number;
    readonly error_subcode?: number;
    readonly is_transient?: true;
    readonly error_data: { readonly messaging_product: "whatsapp"; readonly details: string };
    readonly fbtrace_id: string;
  };
}

/** A refusal in the Cloud API's own words (section 6). */
export class GraphError extends Error {
  override readonly name = "GraphError";
  readonly code: number;
  readonly spec: GraphErrorSpec;
  readonly details: string;
  readonly subcode: number | undefined;
  readonly type: GraphErrorSpec["type"];

  constructor(code: GraphErrorCode, options: GraphErrorOptions = {}) {
    const spec = graphErrorSpec(code);
    super(options.message ?? `(#${code}) ${spec.title}`, "cause" in options ? { cause: options.cause } : {});
    this.code = code;
    this.spec = spec;
    this.details = options.details ?? spec.details;
    this.subcode = options.subcode;
    this.type = options.type ?? spec.type;
  }

  /** HTTP status of the answer. */
  get status(): number {
    return this.spec.status;
  }

  /** @param traceId `fbtrace_id`: see `newTraceId`. */
  toBody(traceId: string): GraphErrorBody {
    return {
      error: {
        message: this.message,
        type: this.type,
        code: this.code,
        ...(this.subcode !== undefined && { error_subcode: this.subcode }),
        ...(this.spec.isTransient && { is_transient: true as const }),
        error_data: { messaging_product: "whatsapp", details: this.details },
        fbtrace_id: traceId,
      },
    };
  }
}

/** The answer about an id that is nobody's, or not the caller's to see: code 100 with subcode 33 (section 6). */
export function unknownObject(method: "get" | "post" | "delete", id: string): GraphError {
  const details =
    `Object with ID '${id.slice(0, 64)}' does not exist, cannot be loaded due to missing permissions, ` +
    "or does not support this operation.";
  return new GraphError(100, {
    message: `Unsupported ${method} request. ${details}`,
    details,
    subcode: 33,
    type: "GraphMethodException",
  });
}

/** Any error as one of section 6: what is not a GraphError becomes 131000, and says nothing of its cause. */
export function asGraphError(error: unknown): GraphError {
  return error instanceof GraphError ? error : new GraphError(131000, { cause: error });
}
