import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { type Choice, matchReply } from "../../src/rendering/index.ts";

const choicesOf = (...titles: string[]): Choice[] =>
  titles.map((title, index) => ({ kind: "button", id: `id-${index}`, title, label: String(index + 1) }));
const chosen = (text: string, ...titles: string[]) => matchReply(text, choicesOf(...titles))?.title;

describe("a label", () => {
  test.each(["1", "1.", " 1 ", "(1)", "#1", "1)", "1!", "1️⃣", "１", "1 Yes", "1. yes", "1 - Yes", "1: YES"])(
    "%s",
    (text) => {
      expect(chosen(text, "Yes", "No")).toBe("Yes");
    },
  );
  test.each([
    ["١", "نعم"],
    ["१", "نعم"],
    ["۲", "لا"],
  ])("digits of other scripts: %s", (text, title) => expect(chosen(text, "نعم", "لا")).toBe(title));
  test.each(["3", "0", "-1", "1%", "1?", "1/2", "11", "1 No", "12:30", "", " ", "🙂"])(
    "%s means nothing",
    (text) => {
      expect(chosen(text, "Yes", "No")).toBeUndefined();
    },
  );
});

describe("a title, in its language", () => {
  test.each([
    ["yes", ["Yes", "No"], "Yes"],
    ["YES!!", ["Yes", "No"], "Yes"],
    ["confirm", ["✅ Confirm", "❌ Cancel"], "✅ Confirm"],
    ["👍", ["👍", "👎"], "👍"],
    ["si", ["Sí", "No"], "Sí"],
    ["MAÑANA", ["Hoy", "Mañana"], "Mañana"],
    ["manana", ["Hoy", "Mañana"], "Mañana"],
    ["cafe creme", ["Café crème", "Thé"], "Café crème"],
    ["Gruesse", ["Grüße", "Absage"], "Grüße"],
    ["bestatigen", ["Bestätigen", "Ablehnen"], "Bestätigen"],
    ["evet", ["Evet", "Hayır"], "Evet"],
    ["HAYIR", ["Evet", "Hayır"], "Hayır"],
    ["İPTAL", ["Onayla", "İptal"], "İptal"],
    ["zolc", ["Żółć", "Nie"], "Żółć"],
    ["ДА", ["Да", "Нет"], "Да"],
    ["еще", ["Ещё", "Хватит"], "Ещё"],
    ["ναι", ["Ναί", "Όχι"], "Ναί"],
    ["نَعَم", ["نعم", "لا"], "نعم"],
    ["כן", ["כן", "לא"], "כן"],
    ["हाँ", ["हाँ", "नहीं"], "हाँ"],
    ["はい", ["はい", "いいえ"], "はい"],
    ["확인", ["확인", "취소"], "확인"],
    ["取消订单", ["取消订单", "取消订阅"], "取消订单"],
  ] as const)("%s", (text, titles, title) => expect(chosen(text, ...titles)).toBe(title));
});

describe("a close spelling", () => {
  test.each([
    ["confrim", ["Confirm", "Cancel"], "Confirm"],
    ["Cancell", ["Confirm", "Cancel"], "Cancel"],
    ["appointmnet", ["Appointment", "Prices"], "Appointment"],
    ["track my ordr", ["Track my order", "Talk to us"], "Track my order"],
    ["trackmyorder", ["Track my order", "Talk to us"], "Track my order"],
    ["Bestellung verfolgn", ["Bestellung verfolgen", "Hilfe"], "Bestellung verfolgen"],
    ["подтведить", ["Подтвердить", "Отмена"], "Подтвердить"],
  ] as const)("%s", (text, titles, title) => expect(chosen(text, ...titles)).toBe(title));

  test.each([
    ["Option C", ["Option A", "Option B"]],
    ["Option B", ["Option A", "Cancel"]],
    ["at 11", ["at 10", "at 12"]],
    ["Room 102", ["Room 101", "Other"]],
    ["subscribe", ["Unsubscribe", "Help"]],
    ["available", ["Unavailable", "Later"]],
    ["not", ["Now", "Hot"]],
    ["取消订购", ["取消订单", "确认"]],
    ["batter", ["Better", "Butter"]],
    ["yes but tomorrow please", ["Yes", "No"]],
  ] as const)("%s is not guessed", (text, titles) => expect(chosen(text, ...titles)).toBeUndefined());
});

describe("never ambiguous", () => {
  test("a number that is one's label and another's title", () => {
    expect(chosen("2", "4", "2", "6")).toBe("2");
    expect(chosen("2", "2", "4", "6")).toBeUndefined();
  });

  test("titles that differ in accents alone", () => {
    expect(chosen("Ölen", "Ölen", "Olen")).toBe("Ölen");
    expect(chosen("OLÈN", "Ölen", "Olen")).toBeUndefined();
  });

  test("a title typed as it stands is its own choice, whatever the others", () => {
    const titles = fc.uniqueArray(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), {
      minLength: 1,
      maxLength: 10,
    });
    fc.assert(
      fc.property(titles, fc.nat(), (all, at) => {
        const title = all[at % all.length] ?? "";
        const found = chosen(title, ...all);
        expect(found === undefined || found === title).toBe(true);
      }),
    );
  });
});
