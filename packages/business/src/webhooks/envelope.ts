/** What of a stored event goes into a body. */
export interface Change {
  readonly waba: string;
  /** JSON. */
  readonly body: string;
}

/** A webhook's body: an entry per business account, changes in order (specification, section 5, "Event"). */
export function envelope(changes: readonly Change[]): Uint8Array {
  const entries = new Map<string, string[]>();
  for (const { waba, body } of changes) {
    const entry = entries.get(waba);
    if (entry) entry.push(body);
    else entries.set(waba, [body]);
  }
  const entry = [...entries].map(
    ([waba, bodies]) => `{"id":${JSON.stringify(waba)},"changes":[${bodies.join(",")}]}`,
  );
  return Buffer.from(`{"object":"whatsapp_business_account","entry":[${entry.join(",")}]}`);
}
