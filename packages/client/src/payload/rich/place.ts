import type { Place } from "../../api.ts";
import type { Fault } from "./fault.ts";
import { given, isFields, labelOf } from "./fields.ts";

/** Code points of a place's name, and of its address. */
const MAX_PLACE_TEXT = 1_000;

/** Undefined without coordinates on this earth. */
export function placeOf(value: unknown, fault: Fault): Place | undefined {
  if (!isFields(value)) return undefined;
  const { latitude, longitude, name, address } = value;
  if (!isWithin(latitude, 90) || !isWithin(longitude, 180)) {
    fault("invalid_content", "A place has a latitude within 90 and a longitude within 180 degrees.");
    return undefined;
  }
  return {
    latitude,
    longitude,
    ...given("name", labelOf(name, MAX_PLACE_TEXT, fault, "The name of a place")),
    ...given("address", labelOf(address, MAX_PLACE_TEXT, fault, "The address of a place")),
  };
}

function isWithin(value: unknown, degrees: number): value is number {
  return typeof value === "number" && Math.abs(value) <= degrees;
}
