import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { displayPhone, GraphError, parsePhone, phoneOfWaId } from "../../src/graph/index.ts";

describe("phone", () => {
  test.each([
    ["+49 170 123-4567", "+491701234567", "491701234567"],
    ["49 (170) 1234567", "+491701234567", "491701234567"],
    ["0049.170.1234567", "+491701234567", "491701234567"],
    ["\u202a+49 170 123 4567\u202c", "+491701234567", "491701234567"],
    // Mexico: the "1" is only in the wa_id.
    ["+52 1 55 1234 5678", "+525512345678", "5215512345678"],
    ["+52 55 1234 5678", "+525512345678", "5215512345678"],
    // Brazil: the "9" is in every number, and in the wa_id of area codes 11–28 alone.
    ["+55 11 98765-4321", "+5511987654321", "5511987654321"],
    ["+55 11 8765-4321", "+5511987654321", "5511987654321"],
    ["+55 31 98765-4321", "+5531987654321", "553187654321"],
    ["+55 31 8765-4321", "+5531987654321", "553187654321"],
    // A fixed line has no "9".
    ["+55 31 3456-7890", "+553134567890", "553134567890"],
  ])("%s", (input, e164, waId) => {
    expect(parsePhone(input)).toEqual({ input, e164, waId });
    expect(phoneOfWaId(waId)).toMatchObject({ e164, waId });
  });

  test("a number as dialled in the business's country", () => {
    expect(parsePhone("0170 1234567", "DE").e164).toBe("+491701234567");
    expect(parsePhone("491701234567", "DE").e164).toBe("+491701234567");
  });

  test.each(["", "abc", "+", "123", "+1234567890123456", "+0123456", "12a34567", " "])(
    "%s is 131009",
    (input) => {
      expect(() => parsePhone(input)).toThrow("(#131009)");
    },
  );

  test("any text is a number or a GraphError, and a number's forms lead to the same number", () => {
    const dialled = fc.string({ unit: fc.constantFrom("+", "5", "2", "1", "9", "0", " ", "-") });
    fc.assert(
      fc.property(fc.oneof(dialled, fc.string()), (input) => {
        try {
          const phone = parsePhone(input);
          expect(phoneOfWaId(phone.waId).e164).toBe(phone.e164);
          expect(parsePhone(phone.e164).waId).toBe(phone.waId);
        } catch (error) {
          expect(error).toBeInstanceOf(GraphError);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("display", () => expect(displayPhone("+16315555555")).toBe("+1 631 555 5555"));
});
