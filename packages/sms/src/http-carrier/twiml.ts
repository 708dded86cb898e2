/** An answer that asks for nothing. */
export const EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** A call that speaks `text` twice, since nobody listens from the first word on. `language`: BCP 47. */
export function sayTwiml(text: string, language?: string): string {
  const spoken = language !== undefined && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language);
  const say = `<Say${spoken ? ` language="${language}"` : ""}>${escapeXml(text)}</Say>`;
  return `<Response><Pause length="1"/>${say}<Pause length="2"/>${say}</Response>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeXml(text: string): string {
  // What XML 1.0 section 2.2 has no place for is dropped.
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "");
}
