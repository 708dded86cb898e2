import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { type LiveEvent, newMessageId, type Outgoing, parsePhone } from "@culver/business";
import type { ClientEvent, LinkingClient } from "@culver/client";
import type { Dialect } from "@culver/storage";
import { type BusinessUnderTest, startBusiness } from "./business-support.ts";
import { chatWith, hasText, message, signUp, until } from "./people.ts";
import { startWorld, type World } from "./world.ts";

let world: World;
let business: BusinessUnderTest | undefined;
let next = 600;
const open: LinkingClient[] = [];

beforeAll(async () => {
  world = await startWorld();
}, 30_000);
afterEach(async () => {
  await business?.stop();
  business = undefined;
  for (const client of open.splice(0)) await client.close();
});
afterAll(() => world.stop());

const newNumber = () => `+447700900${next++}`;
let engine: Dialect = "sqlite";
const by = { kind: "api", token: "1" } as const;

async function customer(name: string): Promise<{ client: LinkingClient; number: string }> {
  const number = newNumber();
  const client = await signUp(world, number, name);
  open.push(client);
  return { client, number };
}

/** A business and a customer who has written to it. */
async function met(): Promise<{
  shop: BusinessUnderTest;
  ada: LinkingClient;
  number: string;
  chat: string;
  send: (content: Outgoing["content"], quotes?: string) => Promise<string>;
}> {
  const shop = await startBusiness(world, newNumber(), { engine });
  business = shop;
  const { client: ada, number } = await customer("Ada");
  const chat = await chatWith(ada, shop.number.number);
  await ada.sendText(chat, "Hello");
  await until(async () => (await shop.messages()).length === 1);
  const send = async (content: Outgoing["content"], quotes?: string) => {
    const to = { kind: "phone", phone: parsePhone(number) } as const;
    const { id } = await shop.engine.send({ number: shop.number, to, content, by, quotes });
    return id;
  };
  return { shop, ada, number, chat, send };
}

async function thread(shop: BusinessUnderTest, number: string) {
  const found = await shop.engine.threadFor(shop.number, { kind: "phone", phone: parsePhone(number) });
  if (found === undefined) throw new Error("there is no thread");
  return found;
}

const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);

/** Resolves with the first event that is meant. */
function once(client: LinkingClient, isMeant: (event: ClientEvent) => boolean): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = client.subscribe((event) => {
    if (!isMeant(event)) return;
    stop();
    resolve();
  });
  return promise;
}

/** Bodies of what the business has sent, as the customer's device has them. */
async function bodies(client: LinkingClient, chat: string) {
  const messages = await client.messages(chat, { limit: 200 });
  return messages.filter(({ outgoing, body }) => !outgoing && body.kind !== "notice");
}

for (const dialect of ["sqlite", "postgres"] as const)
  describe(dialect, () => {
    beforeAll(() => {
      engine = dialect;
    });
    test("text both ways, with statuses, quotes and who the customer is", async () => {
      const { shop, ada, number, chat, send } = await met();
      const [told] = await shop.told();
      const waId = number.slice(1);
      expect(told).toMatchObject({
        field: "messages",
        value: {
          messaging_product: "whatsapp",
          metadata: { phone_number_id: shop.number.id, display_phone_number: shop.number.number.slice(1) },
          contacts: [{ profile: { name: "Ada" }, wa_id: waId }],
          messages: [{ from: waId, type: "text", text: { body: "Hello" } }],
        },
      });
      const { id: hello } = (await shop.messages())[0];
      const id = await send({ type: "text", body: "Tea?", previewUrl: false }, hello);
      await until(() => hasText(ada, chat, "Tea?"));
      expect((await message(ada, chat, "Tea?")).replyTo?.preview).toBe("Hello");
      await until(async () => (await shop.statuses(id)).includes("delivered"));
      await ada.markRead(chat);
      await until(async () => (await shop.statuses(id)).at(-1) === "read");
      expect(await shop.statuses(id)).toEqual(["sent", "delivered", "read"]);
      const tea = await message(ada, chat, "Tea?");
      await ada.sendText(chat, "Yes", { replyTo: tea.id });
      await until(async () => (await shop.messages()).length === 2);
      expect((await shop.messages())[1].context).toEqual({ from: shop.number.number.slice(1), id });
      const yes = (await shop.messages())[1];
      await shop.engine.markRead(shop.number, yes.id, true);
      await until(async () => (await message(ada, chat, "Yes")).status === "read");
      const kept = await shop.engine.messages((await thread(shop, number)).id);
      expect(kept.map(({ direction }) => direction)).toEqual(["in", "out", "in"]);
      expect(kept[1]).toMatchObject({ id, status: "read", quotes: hello, by });
    }, 30_000);

    test("every type to the customer", async () => {
      const { shop, ada, chat, send } = await met();
      const picture = await shop.media.put(shop.number.id, { body: PNG, type: "image/png" }, "upload");
      const source = { kind: "id", id: picture.id } as const;
      const first = await send({ type: "image", media: { source, caption: "Our shop" } });
      await send({ type: "document", media: { source, filename: "menu.png" } });
      await send({ type: "location", location: { latitude: 52.5, longitude: 13.4, name: "Tea House" } });
      const card = { name: { formatted_name: "Ann Lee" }, phones: [{ phone: "+15551234", type: "WORK" }] };
      await send({ type: "contacts", contacts: [card] });
      await send({
        type: "interactive",
        interactive: {
          kind: "button",
          header: { kind: "image", media: { source } },
          body: "Which tea?",
          footer: "All organic",
          buttons: [
            { id: "green", title: "Green" },
            { id: "black", title: "Black" },
          ],
        },
      });
      await send({
        type: "interactive",
        interactive: {
          kind: "list",
          header: { kind: "text", text: "Menu" },
          body: "Pick one",
          button: "Menu",
          sections: [{ title: "Teas", rows: [{ id: "oolong", title: "Oolong", description: "blue" }] }],
        },
      });
      await send({
        type: "interactive",
        interactive: { kind: "cta_url", body: "See us", displayText: "Open", url: "https://tea.example/" },
      });
      await send({ type: "interactive", interactive: { kind: "location_request_message", body: "Where?" } });
      await send({
        type: "template",
        category: "UTILITY",
        rendered: {
          name: "order",
          language: "en",
          body: "Your order is ready",
          buttons: [{ kind: "quick_reply", text: "Thanks", payload: "THX" }],
        },
      });
      await until(async () => (await bodies(ada, chat)).length === 9);
      const seen = await bodies(ada, chat);
      const kinds = seen.map(({ body }) => body.kind).join(" ");
      expect(kinds).toBe(`attachment attachment place contacts${" interactive".repeat(5)}`);
      expect(seen[0]?.body).toMatchObject({ text: "Our shop", attachment: { kind: "image" } });
      expect(seen[1]?.body).toMatchObject({ attachment: { kind: "document", name: "menu.png" } });
      await ada.download(chat, seen[0]?.id ?? "");
      expect(await (await ada.attachmentFile(chat, seen[0]?.id ?? ""))?.bytes()).toEqual(PNG);

      // The customer answers with a button, a row, a template's button and a place.
      await ada.choose(chat, seen[4]?.id ?? "", "black");
      await ada.choose(chat, seen[5]?.id ?? "", "oolong");
      await ada.choose(chat, seen[8]?.id ?? "", "THX");
      await ada.send(
        chat,
        { kind: "place", place: { latitude: 1, longitude: 2 } },
        { replyTo: seen[7]?.id ?? "" },
      );
      await until(async () => (await shop.messages()).length === 5);
      const answers = (await shop.messages()).slice(1);
      expect(answers[0]).toMatchObject({
        type: "interactive",
        interactive: { type: "button_reply", button_reply: { id: "black", title: "Black" } },
        context: { from: shop.number.number.slice(1) },
      });
      expect(answers[1]).toMatchObject({
        interactive: {
          type: "list_reply",
          list_reply: { id: "oolong", title: "Oolong", description: "blue" },
        },
      });
      expect(answers[2]).toMatchObject({ type: "button", button: { payload: "THX", text: "Thanks" } });
      expect(answers[3]).toMatchObject({ type: "location", location: { latitude: 1, longitude: 2 } });
      await until(async () => (await shop.statuses(first)).includes("delivered"));

      const reaction = await send({ type: "reaction", messageId: answers[3].id, emoji: "👍" });
      const own = async () => (await ada.messages(chat, { limit: 1 }))[0]?.reactions ?? [];
      await until(async () => (await own())[0]?.emoji === "👍");
      await until(async () => (await shop.statuses(reaction)).join() === "sent");
      await send({ type: "reaction", messageId: answers[3].id });
      await until(async () => (await own()).length === 0);
    }, 60_000);

    test("every type from the customer, with reactions, edits and deletions", async () => {
      const { shop, ada, chat, send } = await met();
      const file = (type: string) => new Blob([PNG], { type });
      await ada.sendAttachment(chat, {
        file: file("image/png"),
        name: "cat.png",
        type: "image/png",
        kind: "image",
        caption: "my cat",
      });
      await ada.sendAttachment(chat, {
        file: file("application/pdf"),
        name: "bill.pdf",
        type: "application/pdf",
        kind: "document",
      });
      const card = {
        name: "Bob Low",
        phones: [{ number: "+15550001" }],
        emails: [],
        urls: [],
        addresses: [],
      };
      await ada.send(chat, { kind: "contacts", contacts: [card] });
      await ada.sendText(chat, "Helo");
      await until(async () => (await shop.messages()).length === 5, 30_000);
      const taken = await shop.messages();
      const of = (type: string) => taken.findLast((one) => one.type === type);
      const [image, document, contacts, text] = ["image", "document", "contacts", "text"].map(of);
      expect(image).toMatchObject({ type: "image", image: { mime_type: "image/png", caption: "my cat" } });
      expect(await (await shop.media.open(image.image.id))?.bytes()).toEqual(PNG);
      expect(document).toMatchObject({ type: "document", document: { filename: "bill.pdf" } });
      expect(contacts.contacts[0]).toMatchObject({ name: { formatted_name: "Bob Low" } });

      const sent = await message(ada, chat, "Helo");
      await ada.editText(chat, sent.id, "Hello again");
      await until(async () => (await shop.messages()).some(({ type }) => type === "edit"));
      expect((await shop.messages()).find(({ type }) => type === "edit")).toMatchObject({
        edit: { original_message_id: text.id, message: { type: "text", text: { body: "Hello again" } } },
      });
      await ada.deleteForAll(chat, sent.id);
      await until(async () => (await shop.messages()).some(({ type }) => type === "revoke"));
      expect(await shop.engine.message(text.id)).toMatchObject({ isEdited: true, isRevoked: true });

      const id = await send({ type: "text", body: "Nice cat", previewUrl: false });
      await until(() => hasText(ada, chat, "Nice cat"));
      const nice = await message(ada, chat, "Nice cat");
      await ada.react(chat, nice.id, "❤️");
      const reactions = async () => (await shop.messages()).filter(({ type }) => type === "reaction");
      await until(async () => (await reactions()).length === 1);
      await ada.react(chat, nice.id, "");
      await until(async () => (await reactions()).length === 2);
      expect((await reactions()).map(({ reaction }) => reaction)).toEqual([
        { message_id: id, emoji: "❤️" },
        { message_id: id },
      ]);
    }, 60_000);

    test("what happens while the business is down is found again, each once", async () => {
      const { shop, ada, chat, send } = await met();
      const id = await send({ type: "text", body: "before", previewUrl: false });
      await until(() => hasText(ada, chat, "before"));
      await until(async () => (await shop.statuses(id)).includes("delivered"));
      await shop.restart(async () => {
        await ada.markRead(chat);
        await ada.react(chat, (await message(ada, chat, "before")).id, "👍");
        for (const text of ["one", "two", "three"]) await ada.sendText(chat, text);
        await until(async () => (await message(ada, chat, "three")).status === "sent");
      });
      await until(async () => (await shop.messages()).filter(({ type }) => type === "text").length === 4);
      await until(async () => (await shop.statuses(id)).at(-1) === "read");
      await until(async () => (await shop.messages()).some(({ type }) => type === "reaction"));
      await shop.restart();
      await send({ type: "text", body: "after", previewUrl: false });
      await until(() => hasText(ada, chat, "after"));
      const texts = (await shop.messages()).flatMap(({ text }) => text?.body ?? []);
      expect(texts).toEqual(["Hello", "one", "two", "three"]);
      expect((await shop.messages()).filter(({ type }) => type === "reaction").length).toBe(1);
      expect((await bodies(ada, chat)).length).toBe(2);
    }, 60_000);

    test("messages accepted just before the end go out after the next start, each once and in order", async () => {
      const { shop, ada, chat, send } = await met();
      const accepted = await Promise.all(
        Array.from({ length: 40 }, (_, n) => send({ type: "text", body: `m${n}`, previewUrl: false })),
      );
      await shop.restart();
      await until(async () => (await bodies(ada, chat)).length >= 40);
      const all = (await bodies(ada, chat)).flatMap(({ body }) => (body.kind === "text" ? [body.text] : []));
      expect(all).toEqual(Array.from({ length: 40 }, (_, n) => `m${n}`));
      for (const id of accepted) await until(async () => (await shop.statuses(id)).includes("delivered"));
      for (const id of accepted) expect(await shop.statuses(id)).toEqual(["sent", "delivered"]);
    }, 60_000);

    test("window, pair rate, throughput, oneself, blocked", async () => {
      const shop = await startBusiness(world, newNumber(), { engine, limits: { pairBurst: 3 } });
      business = shop;
      const { client: ada, number } = await customer("Ada");
      const text = { type: "text", body: "Hi", previewUrl: false } as const;
      const sendTo = (to: string) =>
        shop.engine.send({
          number: shop.number,
          to: { kind: "phone", phone: parsePhone(to) },
          content: text,
          by,
        });
      expect(sendTo(shop.number.number)).rejects.toMatchObject({ code: 131021 });
      const { id: closed } = await sendTo(number);
      await until(async () => (await shop.statuses(closed))[0] === "failed");
      const failed = (await shop.told()).flatMap(({ value }) => value.statuses ?? [])[0];
      expect(failed.errors[0].code).toBe(131047);
      const { id: nobody } = await sendTo("+447700900999");
      await until(async () => (await shop.statuses(nobody))[0] === "failed");
      expect(await shop.engine.message(nobody)).toMatchObject({ status: "failed", error: { code: 131026 } });

      const chat = await chatWith(ada, shop.number.number);
      await ada.sendText(chat, "Hello");
      await until(async () => (await shop.messages()).length === 1);
      await sendTo(number);
      await sendTo(number);
      await expect(sendTo(number)).rejects.toMatchObject({ code: 131056 });
      await until(async () => (await bodies(ada, chat)).length === 2);

      const { id } = await thread(shop, number);
      await shop.engine.setBlocked(id, true);
      await ada.sendText(chat, "Are you there?");
      await ada.sendText(chat, "?");
      await until(async () => (await message(ada, chat, "?")).status === "sent");
      // What comes after it says that the device has seen it.
      const { client: bob } = await customer("Bob");
      await bob.sendText(await chatWith(bob, shop.number.number), "From Bob");
      await until(async () => (await shop.messages()).some((one) => one.text?.body === "From Bob"));
      await shop.engine.setBlocked(id, false);
      await ada.sendText(chat, "Back");
      await until(async () => (await shop.messages()).some((one) => one.text?.body === "Back"));
      expect((await shop.messages()).map((one) => one.text?.body)).toEqual(["Hello", "From Bob", "Back"]);
    }, 60_000);
    test("whoever handles incoming messages gets each until it has resolved; pages see what happens", async () => {
      const { shop, ada, chat, send, number } = await met();
      const handled: string[] = [];
      let isBroken = true;
      shop.engine.onIncoming(async (one, of) => {
        if (one.direction === "in" && one.content.type === "text") handled.push(one.content.body);
        expect(of.phone).toBe(number);
        if (isBroken) throw new Error("not yet");
      });
      const live: LiveEvent[] = [];
      shop.engine.subscribe((event) => live.push(event));
      await ada.sendText(chat, "Anybody?");
      await until(() => handled.length > 0);
      isBroken = false;
      await until(() => handled.length > 1);
      expect(handled.every((text) => text === "Anybody?")).toBe(true);
      await ada.setTyping(chat, true);
      await until(() => live.some((event) => event.type === "typing" && event.typing));
      const id = await send({ type: "text", body: "Yes", previewUrl: false });
      await until(() =>
        live.some(
          (event) =>
            event.type === "message" &&
            event.message.id === id &&
            event.message.direction === "out" &&
            event.message.status === "delivered",
        ),
      );
      const { id: of } = await thread(shop, number);
      const shown = once(ada, (event) => event.type === "typing" && event.typing);
      await shop.engine.setTyping(of, true);
      await shown;
      await shop.engine.renameThread(of, "Ada from Berlin");
      expect(live.at(-1)).toMatchObject({ type: "thread", thread: { name: "Ada from Berlin" } });
      expect(await shop.engine.messagesSince(0, 10)).toHaveLength(3);
    }, 60_000);

    test("by user id; a link that cannot be fetched; what is quoted must be there", async () => {
      const { shop, ada, chat, send } = await met();
      const [hello] = await shop.messages();
      const self = await ada.self();
      expect(hello.from_user_id).toBe(`GB.${self?.account}`);
      const { id } = await shop.engine.send({
        number: shop.number,
        to: { kind: "user", userId: hello.from_user_id },
        content: { type: "text", body: "By id", previewUrl: false },
        by,
        callbackData: "order 7 \0 \ud800",
      });
      await until(() => hasText(ada, chat, "By id"));
      await until(async () => (await shop.statuses(id)).includes("delivered"));
      const told = (await shop.told()).flatMap(({ value }) => value.statuses ?? []);
      expect(told[0].biz_opaque_callback_data).toBe("order 7 \0 \ud800");
      const link = { kind: "link", link: "https://nowhere.invalid/cat.png" } as const;
      const lost = await send({ type: "image", media: { source: link } });
      await send({ type: "text", body: "Did you get it?", previewUrl: false });
      await until(async () => (await shop.statuses(lost)).includes("failed"));
      expect(await shop.engine.message(lost)).toMatchObject({ error: { code: 131052 } });
      await until(() => hasText(ada, chat, "Did you get it?"));
      const text = { type: "text", body: "?", previewUrl: false } as const;
      const nobodys = newMessageId();
      await expect(send(text, nobodys)).rejects.toMatchObject({ code: 131009 });
      const gone = { type: "image", media: { source: { kind: "id", id: "1234567890123456" } } } as const;
      await expect(send(gone)).rejects.toMatchObject({ code: 100 });
    }, 60_000);

    test("refused at once where the settings say so; the tier counts customers outside their window", async () => {
      const limits = { refuseAtOnce: true, tier: 1 };
      const shop = await startBusiness(world, newNumber(), { engine, limits });
      business = shop;
      const [ada, bob] = [await customer("Ada"), await customer("Bob")];
      const template = {
        type: "template",
        category: "MARKETING",
        rendered: { name: "news", language: "en", body: "News!", buttons: [] },
      } as const;
      const sendTo = (to: string, content: Outgoing["content"]) =>
        shop.engine.send({
          number: shop.number,
          to: { kind: "phone", phone: parsePhone(to) },
          content,
          by,
        });
      const { id } = await sendTo(ada.number, template);
      await until(async () => (await shop.statuses(id)).includes("delivered"));
      await sendTo(ada.number, template);
      await expect(sendTo(bob.number, template)).rejects.toMatchObject({ code: 131064 });
      const text = { type: "text", body: "Hi", previewUrl: false } as const;
      await expect(sendTo(ada.number, text)).rejects.toMatchObject({ code: 131047 });
      await shop.restart();
      await expect(sendTo(bob.number, template)).rejects.toMatchObject({ code: 131064 });
      await shop.engine.setOptedOut((await thread(shop, ada.number)).id, true);
      const { id: refused } = await sendTo(ada.number, template);
      expect(await shop.engine.message(refused)).toMatchObject({ status: "failed", error: { code: 131050 } });
    }, 60_000);
  });
