import { type EventMetadata, metadataOf } from "../events/index.ts";
import { displayPhone } from "../graph/index.ts";
import type { BusinessNumber } from "../model/index.ts";

const known = new WeakMap<BusinessNumber, EventMetadata>();

/** The number an event is about, as webhooks have it. */
export function metadataFor(number: BusinessNumber): EventMetadata {
  let metadata = known.get(number);
  if (metadata === undefined) {
    metadata = metadataOf(displayPhone(number.number), number.id);
    known.set(number, metadata);
  }
  return metadata;
}
