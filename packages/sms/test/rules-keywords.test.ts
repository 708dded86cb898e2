import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { keywordOf } from "../src/rules/keyword.ts";
import { KEYWORDS } from "../src/rules/keyword-table.ts";
import { DEFAULT_TEXTS, replyText } from "../src/rules/replies.ts";
import { parseRuleTexts, RuleTextsError } from "../src/rules/rule-texts.ts";
import { countSegments } from "../src/text/index.ts";

const actionOf = (text: string) => keywordOf(text)?.action;

describe("keywords", () => {
  test("CTIA's set is understood", () => {
    for (const word of ["STOP", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPT OUT", "OPTOUT"])
      expect(actionOf(word)).toBe("stop");
    expect([actionOf("STOPALL"), actionOf("Stop all")]).toEqual(["stop-all", "stop-all"]);
    expect([actionOf("START"), actionOf("UNSTOP"), actionOf("YES")]).toEqual(["start", "start", "yes"]);
    expect([actionOf("HELP"), actionOf("INFO")]).toEqual(["help", "help"]);
  });

  test.each([
    ["Arrêt", "stop", "fr"],
    ["ARRET", "stop", "fr"],
    ["parar", "stop", "es"],
    ["BAJA", "stop", "es"],
    ["Sair.", "stop", "pt"],
    ["Começar", "start", "pt"],
    ["Abmelden!", "stop", "de"],
    ["Stopp", "stop", "de"],
    ["Hilfe?", "help", "de"],
    ["रोकें", "stop", "hi"],
    ["बंद  करें।", "stop", "hi"],
    ["मदद", "help", "hi"],
    ["إيقاف", "stop", "ar"],
    ["ايقاف", "stop", "ar"],
    ["تَوَقَّف", "stop", "ar"],
    ["مساعدة", "help", "ar"],
    ["مساعده", "help", "ar"],
  ] as const)("%s is %s in %s", (text, action, language) => {
    expect(keywordOf(text)).toEqual({ action, language });
  });

  test("case, accents, punctuation, emoji and invisible characters around it do not matter", () => {
    for (const text of [
      " stop ",
      "¡Stop!",
      "“STOP”",
      "S\u0301top",
      "stop 🙏",
      "\u200fstop\u200e",
      "STOP.\n",
      "*stop*",
    ])
      expect(actionOf(text)).toBe("stop");
  });

  test("a message that only contains one is none", () => {
    for (const text of [
      "please stop",
      "stop it",
      "don't stop me now",
      "stopover",
      "the end",
      "1 stop",
      "",
      "!!!",
      "🛑",
    ])
      expect(keywordOf(text)).toBeUndefined();
    expect(keywordOf(`stop${" ".repeat(100)}x`)).toBeUndefined();
    expect(keywordOf("रुको मत")).toBeUndefined();
    for (const ordinary of ["fine", "ok", "no", "done", "later", "thanks"])
      expect(keywordOf(ordinary)).toBeUndefined();
  });

  test("a word that several languages share is answered in that of the phone's country", () => {
    expect(keywordOf("STOP")?.language).toBe("en");
    expect(keywordOf("STOP", "DE")?.language).toBe("de");
    expect(keywordOf("STOP", "BR")?.language).toBe("pt");
    expect(keywordOf("STOP", "EG")?.language).toBe("ar");
    expect(keywordOf("STOP", "JP")?.language).toBe("en");
    expect(keywordOf("PARAR", "PT")?.language).toBe("pt");
    // A word of one language is answered in it, wherever the phone is.
    expect(keywordOf("Abmelden", "FR")?.language).toBe("de");
  });

  test("every word of the table leads to its action: no two actions share one", () => {
    for (const actions of Object.values(KEYWORDS)) {
      for (const [action, words] of Object.entries(actions)) {
        for (const word of words.split("|")) {
          expect([word, actionOf(word)]).toEqual([word, action]);
          expect(actionOf(`  ${word.toUpperCase()}! `)).toBe(action as "stop");
        }
      }
    }
  });

  test("any text at all is answered in a moment, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 2000 }), (text) => {
        keywordOf(text);
      }),
    );
  });
});

describe("confirmations", () => {
  const options = { operator: "Example Messenger" };

  test("each is one segment, names the operator, and is no keyword when it is echoed", () => {
    for (const language of Object.keys(DEFAULT_TEXTS) as (keyof typeof DEFAULT_TEXTS)[]) {
      for (const which of ["stopped", "resumed", "help"] as const) {
        const text = replyText(options, language, which);
        expect([language, which, countSegments(text).segments]).toEqual([language, which, 1]);
        expect(text).toStartWith("Example Messenger");
        expect(text).not.toMatch(/[{}]/);
        expect(keywordOf(text)).toBeUndefined();
      }
    }
  });

  test("texts can be set, and placeholders are not filled in twice", () => {
    const own = {
      operator: "{help}",
      help: "example.org/help",
      texts: { de: { help: "{operator} -{help}" } },
    };
    expect(replyText(own, "de", "help")).toBe("{help} - example.org/help");
    expect(replyText(own, "en", "help")).toContain("example.org/help");
  });

  test("an operator's own are read from JSON, and what is wrong with them is said", () => {
    const texts = parseRuleTexts('{"de":{"stopped":"{operator}: Schluss."},"ar":{}}');
    expect(replyText({ operator: "X", texts }, "de", "stopped")).toBe("X: Schluss.");
    expect(replyText({ operator: "X", texts }, "de", "help")).toStartWith("X: SMS");
    const problem = (json: string) => {
      try {
        parseRuleTexts(json);
      } catch (error) {
        return error instanceof RuleTextsError ? error.message : String(error);
      }
      return "none";
    };
    expect(problem("{")).toBe("the texts are no JSON");
    expect(problem('{"de":{"stopped":"STOP!"}}')).toBe("de.stopped: must not be a keyword itself");
    expect(problem('{"de":{"stoped":"x"}}')).toContain("stoped");
    expect(problem('{"xx":{}}')).toContain("xx");
    expect(problem("[]")).toContain("the texts");
    expect(problem(`{"en":{"help":"${"x".repeat(500)}"}}`)).toContain("en.help");
  });
});
