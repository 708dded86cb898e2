/** A call of the inbox's pages. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export type Handler = (call: Call) => unknown;

export class DemoRefusal extends Error {
  override readonly name = "DemoRefusal";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
