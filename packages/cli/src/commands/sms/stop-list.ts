import type { OperatorClient } from "../../operator/operator-client.ts";

/** Lines of one call: a list may be long, a call's body is not. */
const AT_ONCE = 50;

interface Imported {
  readonly added: number;
  readonly present: number;
  readonly refused: readonly number[];
}

/** Adds the lines of a list to the server's, some at a time. `refused` counts from the first line of the whole. */
export async function importStopList(client: OperatorClient, text: string): Promise<Imported> {
  const lines = text.split(/\r?\n/);
  let [added, present] = [0, 0];
  const refused: number[] = [];
  for (let from = 0; from < lines.length; from += AT_ONCE) {
    const part = await client.post<Imported>("/operator/sms/suppressions/import", {
      lines: lines.slice(from, from + AT_ONCE),
    });
    added += part.added;
    present += part.present;
    refused.push(...part.refused.map((line) => line + from));
  }
  return { added, present, refused };
}
