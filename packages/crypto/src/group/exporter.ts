import { mlsExporter } from "ts-mls/keySchedule.js";
import { type GroupState, unwrap } from "../mls/state.ts";
import { suite } from "../mls/suite.ts";

/** A secret all members of the epoch share (RFC 9420 section 8.5). */
export async function exportSecret(
  state: GroupState,
  label: string,
  context: Uint8Array,
  length: number,
): Promise<Uint8Array> {
  return mlsExporter(unwrap(state).keySchedule.exporterSecret, label, context, length, await suite());
}
