import type { OutgoingAttachment } from "@culver/client";
import { startBusinessApart } from "../business/apart.ts";
import { type BusinessWorld, type Customer, type Json, startBusiness, until } from "../business/business.ts";
import { PNG } from "../business/png.ts";
import type { ServerProcess } from "../support/server-process.ts";

export interface BusinessKillPlan {
  /** Messages that the business's software posts, and texts that customers write meanwhile. */
  readonly messages: number;
  readonly incoming: number;
  readonly customers: number;
  readonly callers: number;
  readonly kills: number;
  readonly random: () => number;
  readonly timeoutMs: number;
  readonly onProgress?: (line: string) => void;
  /** Relay and business are two processes, killed by turns; otherwise they are one. */
  readonly isApart?: boolean;
}

export interface BusinessKillVerdict {
  readonly kills: number;
  /** Requests that were answered with 200. */
  readonly accepted: number;
  /** Of those: never at the customer; there more than once. */
  readonly lost: number;
  readonly duplicates: number;
  /** Of those: `delivered` never told by webhook. */
  readonly untold: number;
  /** Customers' texts that no webhook told, and webhooks of one text under two ids. */
  readonly incomingLost: number;
  readonly incomingDuplicates: number;
  /** Webhooks whose signature was wrong. */
  readonly unsigned: boolean;
}

const NO_LIMITS = {
  CULVER_BUSINESS_THROUGHPUT: "1000000",
  CULVER_BUSINESS_PAIR_BURST: "100000",
  CULVER_BUSINESS_TIER: "0",
};

/** kill -9 of relay and business while messages go both ways: texts, files and templates. */
export async function businessKill(plan: BusinessKillPlan): Promise<BusinessKillVerdict> {
  await using world = plan.isApart
    ? await startBusinessApart({ env: NO_LIMITS })
    : await startBusiness({ env: NO_LIMITS });
  const victims: readonly ServerProcess[] =
    "relay" in world ? [world.server, world.relay as ServerProcess] : [world.server];
  const customers: Customer[] = [];
  for (let index = 0; index < plan.customers; index++) {
    const customer = await world.customer(phoneOf(index), `Customer ${index}`);
    await customer.client.sendText(customer.chat, "Hello");
    customers.push(customer);
  }
  await until(() => world.receiver.messages().length >= plan.customers, "the customers' first texts");
  const picture = await prepare(world);
  const accepted = new Map<string, string>();
  let posted = 0;
  const caller = async () => {
    while (posted < plan.messages) {
      const index = posted++;
      const content = contentOf(index, picture);
      const id = await post(world, phoneOf(index % plan.customers), content);
      if (id !== undefined) accepted.set(id, `message ${index}`);
    }
  };
  const load = Promise.all(Array.from({ length: plan.callers }, caller));
  const incoming = writeAll(customers, plan.incoming, () => posted / plan.messages);
  let kills = 0;
  while (kills < plan.kills) {
    const due = ((kills + 0.2 + 0.6 * plan.random()) / plan.kills) * plan.messages;
    while (posted < due) await Bun.sleep(1);
    await Bun.sleep(plan.random() * 30);
    const victim = victims[kills % victims.length];
    await victim?.kill();
    kills++;
    plan.onProgress?.(`killed ${kills} times, ${accepted.size} accepted`);
    await victim?.start();
  }
  await load;
  const written = await incoming;
  const told = () =>
    [...accepted.keys()].filter((id) => !world.receiver.statusesOf(id).includes("delivered"));
  const heard = () => missing(written, incomingTexts(world));
  await until(() => told().length === 0 && heard().length === 0, "all webhooks", plan.timeoutMs).catch(
    () => undefined,
  );
  const copies = countEach(await Promise.all(customers.map(textsOf)));
  const texts = [...accepted.values()];
  const verdict = {
    kills,
    accepted: accepted.size,
    lost: texts.filter((text) => !copies.has(text)).length,
    duplicates: [...copies.values()].filter((count) => count > 1).length,
    untold: told().length,
    incomingLost: heard().length,
    incomingDuplicates: [...countEach([incomingTexts(world)])].filter(
      ([text, count]) => text !== "Hello" && count > 1,
    ).length,
    unsigned: !world.receiver.isSigned(world.created.app_secret),
  };
  await Promise.all(customers.map(({ client }) => client.close()));
  return verdict;
}

export function isClean(verdict: BusinessKillVerdict): boolean {
  const { lost, duplicates, untold, incomingLost, incomingDuplicates, unsigned } = verdict;
  return lost + duplicates + untold + incomingLost + incomingDuplicates === 0 && !unsigned;
}

function phoneOf(index: number): string {
  return `+4477009007${String(index).padStart(2, "0")}`;
}

/** A template that may be sent, and a picture's id. */
async function prepare(world: BusinessWorld): Promise<string> {
  const { phone_number_id: phone, waba_id: waba, token } = world.created;
  const made = await world.graph("POST", `${waba}/message_templates`, {
    ...{ name: "numbered", language: "en", category: "UTILITY" },
    components: [{ type: "BODY", text: "It is {{1}}.", example: { body_text: [["one"]] } }],
  });
  const state = () => world.graph("GET", `${made.body.id}?fields=status`);
  await until(async () => (await state()).body.status === "APPROVED", "the template's approval");
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", "image/png");
  form.set("file", new Blob([PNG], { type: "image/png" }), "bread.png");
  const headers = { authorization: `Bearer ${token}` };
  const sent = await fetch(`${world.url}/v23.0/${phone}/media`, { method: "POST", headers, body: form });
  return ((await sent.json()) as { id: string }).id;
}

/** The nth message: mostly texts, every tenth a picture, every tenth a template. All read `message n`. */
function contentOf(n: number, picture: string): Json {
  const text = `message ${n}`;
  if (n % 10 === 3) return { type: "image", image: { id: picture, caption: text } };
  if (n % 10 !== 7) return { type: "text", text: { body: text } };
  const components = [{ type: "body", parameters: [{ type: "text", text }] }];
  return { type: "template", template: { name: "numbered", language: { code: "en" }, components } };
}

/** The id of a message that was accepted; undefined when the process died before it answered. */
async function post(world: BusinessWorld, to: string, content: Json): Promise<string | undefined> {
  for (;;) {
    try {
      const answer = await world.graph("POST", `${world.created.phone_number_id}/messages`, {
        ...{ messaging_product: "whatsapp", to, ...content },
      });
      if (answer.status === 200) return answer.body.messages[0].id as string;
      // Up, but its device is not there yet: the next try may be taken.
      await Bun.sleep(20);
    } catch (error) {
      await Bun.sleep(20);
      // Down: nobody has seen the request. Anything else may have been taken or not.
      if (!(error instanceof Error && "code" in error && error.code === "ECONNREFUSED")) return undefined;
    }
  }
}

/** Customers write in turn, spread over the time that the load takes. */
async function writeAll(
  customers: readonly Customer[],
  many: number,
  progress: () => number,
): Promise<readonly string[]> {
  const written: string[] = [];
  while (written.length < many) {
    while (written.length / many > progress()) await Bun.sleep(2);
    const customer = customers[written.length % customers.length];
    const text = `question ${written.length}`;
    if (written.length % 5 === 2) await customer?.client.sendAttachment(customer.chat, pictureWith(text));
    else await customer?.client.sendText(customer.chat, text);
    written.push(text);
  }
  return written;
}

const pictureWith = (caption: string): OutgoingAttachment => ({
  ...{ file: new Blob([PNG]), kind: "image", type: "image/png", name: "bread.png", caption },
});

function incomingTexts(world: BusinessWorld): readonly string[] {
  const byId = new Map(
    world.receiver
      .messages()
      .map((message: Json) => [message.id, message.text?.body ?? message.image?.caption]),
  );
  return [...byId.values()].filter((text): text is string => typeof text === "string");
}

async function textsOf({ client, chat }: Customer): Promise<readonly string[]> {
  const texts: string[] = [];
  for (let before: number | undefined; ; ) {
    const page = await client.messages(chat, { limit: 500, ...(before === undefined ? {} : { before }) });
    for (const { body, outgoing } of page) {
      if (outgoing || (body.kind !== "text" && body.kind !== "attachment")) continue;
      texts.push(/message \d+/.exec(body.text)?.[0] ?? body.text);
    }
    before = page[0]?.position;
    if (page.length < 500 || before === undefined) return texts;
  }
}

function missing(wanted: readonly string[], there: readonly string[]): readonly string[] {
  const known = new Set(there);
  return wanted.filter((text) => !known.has(text));
}

function countEach(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of lists.flat()) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}
