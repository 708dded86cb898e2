/** An element that the model does not allow was given to an encoder: a fault of the caller, not of the peer. */
export class InvalidElementError extends Error {
  override readonly name = "InvalidElementError";
}
