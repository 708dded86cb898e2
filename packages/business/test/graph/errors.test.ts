import { describe, expect, test } from "bun:test";
import {
  asGraphError,
  GRAPH_ERRORS,
  GraphError,
  graphErrorSpec,
  newTraceId,
  unknownObject,
} from "../../src/graph/index.ts";

/** Section 6, copied by hand. */
const SECTION_6: Record<number, readonly number[]> = {
  401: [0, 190],
  403: [10, 200, 299, 368, 131005, 131031, 130497],
  429: [4, 80007, 130429, 131048, 131056, 133016, 131064],
  400: [
    33, 100, 130472, 131008, 131009, 131021, 131026, 131030, 131042, 131047, 131049, 131050, 131051, 131052,
    131053, 132000, 132005, 132007, 132008, 132012, 132015, 132016, 132068, 132069, 133005, 133010, 135000,
    137000,
  ],
  404: [132001],
  500: [1, 3, 131000, 131045],
  503: [2, 131016, 131057],
};

describe("errors", () => {
  test("every code of section 6 has its HTTP status", () => {
    for (const [status, codes] of Object.entries(SECTION_6)) {
      for (const code of codes) expect([code, graphErrorSpec(code).status]).toEqual([code, Number(status)]);
    }
    const listed = Object.values(SECTION_6).flat();
    expect(
      Object.keys(GRAPH_ERRORS)
        .map(Number)
        .filter((code) => !listed.includes(code)),
    ).toEqual([]);
  });

  test("the body is section 6's", () => {
    expect(new GraphError(131030, { details: "Add it." }).toBody("Atrace")).toEqual({
      error: {
        message: "(#131030) Recipient phone number not in allowed list",
        type: "OAuthException",
        code: 131030,
        error_data: { messaging_product: "whatsapp", details: "Add it." },
        fbtrace_id: "Atrace",
      },
    });
    expect(new GraphError(130429).toBody("A").error.is_transient).toBe(true);
  });

  test("an unknown object is code 100 with subcode 33", () => {
    const { error } = unknownObject("get", "123").toBody("A");
    expect(error).toMatchObject({ code: 100, error_subcode: 33, type: "GraphMethodException" });
    expect(error.message).toStartWith("Unsupported get request. Object with ID '123' does not exist");
  });

  test("what is no GraphError becomes 131000 and tells nothing", () => {
    const error = asGraphError(new Error("secret"));
    expect(error.status).toBe(500);
    expect(JSON.stringify(error.toBody("A"))).not.toContain("secret");
    expect(asGraphError(error)).toBe(error);
  });

  test("trace ids differ", () => {
    expect(newTraceId()).toMatch(/^A[A-Za-z0-9_-]{22}$/);
    expect(newTraceId()).not.toBe(newTraceId());
  });
});
