/** What is wrong with a field. */
export type FaultCode = "too_long" | "invalid_content";

/**
 * Told of everything that is not as docs/protocol.md has it. Who reads somebody else's payload takes no notice and goes on
 * without the field, or with what of it is allowed; who sends throws, so that nothing arrives otherwise than it was written.
 */
export type Fault = (code: FaultCode, what: string) => void;

/** For reading. */
export const goOn: Fault = () => undefined;
