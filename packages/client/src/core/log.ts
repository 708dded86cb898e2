/** Takes names of events. Details hold no content, numbers, tokens or codes. */
export type Log = (event: string, details?: Readonly<Record<string, unknown>>) => void;
