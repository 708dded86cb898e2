import { describe, expect, test } from "bun:test";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { hasKannel, startKannel } from "./kannel.ts";
import { get, until, write } from "./support.ts";

if (!hasKannel)
  process.stdout.write(
    "SKIPPED: Kannel as a client of the sandbox. Kannel is not installed (Debian: apt-get install kannel).\n",
  );

const path = "/sandbox/handsets/+447700900123";
const DELIVERED = 1;
const FAILED = 2;
const HANDED_OVER = 8;
const REFUSED = 16;

async function textsOn(sandbox: Sandbox): Promise<{ text: string; from: string; parts: number }[]> {
  return (await (await get(sandbox, `${path}/messages`)).json()).messages;
}

describe.skipIf(!hasKannel)("Kannel as a client of the sandbox", () => {
  test.each([
    ["one transceiver", false],
    ["a transmitter and a receiver", true],
  ])(
    "%s: long texts, reports and answers",
    async (_, split) => {
      await using sandbox = await createSandbox({
        receiptDelayMs: 20,
        redelivery: { baseMs: 50, maxMs: 100 },
      });
      await using kannel = await startKannel(sandbox, split);
      const long = "A text of more than one part. ".repeat(12).trim();
      const emoji = "Длинный текст 👩‍👩‍👧 ".repeat(12).trim();
      for (const [id, text] of [
        ["short", "Hello"],
        ["long", long],
        ["emoji", emoji],
      ] as const) {
        expect(await kannel.send(id, "+447700900123", "Culver", text)).toContain("Accepted");
        const types = () => kannel.told.reports.filter((report) => report.id === id).map(({ type }) => type);
        await until(() => types().includes(DELIVERED), 20_000);
        expect(types()).toContain(HANDED_OVER);
      }
      const messages = await textsOn(sandbox);
      expect(messages.map(({ text }) => text)).toEqual(
        ["Hello", long.trimEnd(), emoji.trimEnd()].map((text, i) =>
          messages[i]?.text.endsWith(" ") ? `${text} ` : text,
        ),
      );
      expect(messages.map(({ from }) => from)).toEqual(["Culver", "Culver", "Culver"]);
      expect(messages[1]?.parts).toBeGreaterThan(2);

      for (const text of ["STOP it", long, "Grüße 😀"]) {
        const sent = await write(sandbox, "POST", `${path}/messages`, { to: "+447700900555", text });
        expect(sent.status).toBe(201);
        await until(() => kannel.told.texts.some((told) => told.text === text), 20_000);
      }
      expect(kannel.told.texts[0]).toMatchObject({ from: "+447700900123", to: "+447700900555" });
    },
    90_000,
  );

  test("what fails and what is refused is reported as such; throttled submits are sent again", async () => {
    await using sandbox = await createSandbox({ receiptDelayMs: 20 });
    await using kannel = await startKannel(sandbox, false);
    const behave = (behaviour: object) => write(sandbox, "PUT", "/sandbox/behaviour", { behaviour });
    const typeOf = async (id: string, type: number) => {
      await kannel.send(id, "+447700900123", "Culver", "x");
      await until(
        () => kannel.told.reports.some((report) => report.id === id && report.type === type),
        30_000,
      );
    };
    await behave({ receipt: "undeliverable", receiptError: "011" });
    await typeOf("undeliverable", FAILED);
    await behave({ submitStatus: "ESME_RINVDSTADR" });
    await typeOf("refused", REFUSED);
    await behave({ submitStatus: "ESME_RTHROTTLED", times: 1 });
    await typeOf("throttled", DELIVERED);
  }, 90_000);
});
