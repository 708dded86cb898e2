import { describe, expect, test } from "bun:test";
import { hasKannel, Kannel } from "@culver/testing/kannel";
import { createSandbox, type Sandbox } from "../src/index.ts";
import { get, until, write } from "./support.ts";

if (!hasKannel())
  process.stdout.write(
    "SKIPPED: Kannel as a client of the sandbox. Kannel is not installed (Debian: apt-get install kannel).\n",
  );

const path = "/sandbox/handsets/+447700900123";
const DELIVERED = 1;
const FAILED = 2;
const HANDED_OVER = 8;
const REFUSED = 16;

interface Told {
  readonly texts: {
    readonly from: string | null;
    readonly to: string | null;
    readonly text: string | null;
  }[];
  readonly reports: { readonly id: string; readonly kind: number }[];
}

/** Kannel bound to the sandbox, and what it was told. */
async function startKannel(sandbox: Sandbox, mode: "trx" | "split"): Promise<{ kannel: Kannel; told: Told }> {
  const { port, username, password } = new URL(sandbox.route);
  const told: Told = { texts: [], reports: [] };
  const kannel = await Kannel.start({
    smsc: { port: Number(port), systemId: username, password: decodeURIComponent(password) },
    mode,
    onText: (given) =>
      told.texts.push({ from: given.get("from"), to: given.get("to"), text: given.get("text") }),
    onReport: (report) => told.reports.push(report),
  });
  return { kannel, told };
}

const message = (id: string, text: string) => ({ id, to: "+447700900123", from: "Culver", text });

async function textsOn(sandbox: Sandbox): Promise<{ text: string; from: string; parts: number }[]> {
  return (await (await get(sandbox, `${path}/messages`)).json()).messages;
}

describe.skipIf(!hasKannel())("Kannel as a client of the sandbox", () => {
  test.each<[string, "trx" | "split"]>([
    ["one transceiver", "trx"],
    ["a transmitter and a receiver", "split"],
  ])(
    "%s: long texts, reports and answers",
    async (_, mode) => {
      await using sandbox = await createSandbox({
        receiptDelayMs: 20,
        redelivery: { baseMs: 50, maxMs: 100 },
      });
      const { kannel, told } = await startKannel(sandbox, mode);
      await using _kannel = kannel;
      const long = "A text of more than one part. ".repeat(12).trim();
      const emoji = "Длинный текст 👩‍👩‍👧 ".repeat(12).trim();
      for (const [id, text] of [
        ["short", "Hello"],
        ["long", long],
        ["emoji", emoji],
      ] as const) {
        await kannel.send(message(id, text));
        const types = () => told.reports.filter((report) => report.id === id).map(({ kind }) => kind);
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
        await until(() => told.texts.some((one) => one.text === text), 20_000);
      }
      expect(told.texts[0]).toMatchObject({ from: "+447700900123", to: "+447700900555" });
    },
    90_000,
  );

  test("what fails and what is refused is reported as such; throttled submits are sent again", async () => {
    await using sandbox = await createSandbox({ receiptDelayMs: 20 });
    const { kannel, told } = await startKannel(sandbox, "trx");
    await using _kannel = kannel;
    const behave = (behaviour: object) => write(sandbox, "PUT", "/sandbox/behaviour", { behaviour });
    const reported = async (id: string, kind: number) => {
      await kannel.send(message(id, "x"));
      await until(() => told.reports.some((report) => report.id === id && report.kind === kind), 30_000);
    };
    await behave({ receipt: "undeliverable", receiptError: "011" });
    await reported("undeliverable", FAILED);
    await behave({ submitStatus: "ESME_RINVDSTADR" });
    await reported("refused", REFUSED);
    await behave({ submitStatus: "ESME_RTHROTTLED", times: 1 });
    await reported("throttled", DELIVERED);
  }, 90_000);
});
