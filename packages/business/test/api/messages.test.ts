import { describe, expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { CONTENTS, request } from "../messages/send-fixtures.ts";
import { openWorld, png } from "./world.ts";

const text = request({ text: { body: "Hi" } });

forEachEngine("POST /{phone-id}/messages", (open) => {
  test("every type of section 3, with and without a version", async () => {
    await using world = await openWorld(await open());
    const { id } = await world.media.put(world.one.phone, { body: png(), type: "image/png" }, "upload");
    const made = await world.ask("POST", `/v23.0/${world.one.waba}/message_templates`, {
      body: {
        ...{ name: "hello_world", language: "en_US", category: "UTILITY" },
        components: [{ type: "BODY", text: "Hello there" }],
      },
    });
    expect(made.status).toBe(200);
    const seen = async () =>
      (await world.ask("GET", `/${world.one.waba}/message_templates?fields=status`)).body.data[0]?.status;
    while ((await seen()) !== "APPROVED") await Bun.sleep(5);

    for (const content of CONTENTS) {
      const filled = JSON.parse(
        JSON.stringify(content).replaceAll(/"id":(?:"(?:123|1)"|123)/g, `"id":"${id}"`),
      );
      if (content.type === "template" && filled.template.name !== "hello_world") continue;
      for (const version of ["/v13.0", "/v25.0", ""]) {
        const { status, body } = await world.ask("POST", `${version}/${world.one.phone}/messages`, {
          body: request(filled),
        });
        expect([JSON.stringify(content), status]).toEqual([JSON.stringify(content), 200]);
        expect(body).toMatchObject({
          messaging_product: "whatsapp",
          contacts: [{ input: "+49 170 1234567", wa_id: "491701234567" }],
        });
        expect(body.messages[0].id).toStartWith("wamid.");
      }
    }
    expect(world.engine.sent.at(-1)).toMatchObject({ content: { type: "template", category: "UTILITY" } });
    expect(world.engine.sent.every(({ by }) => by.kind === "api")).toBe(true);
  });
});

describe("POST /{phone-id}/messages", () => {
  forEachEngine("in its other ways", (open) => {
    test("read and typing, forms, headers", async () => {
      await using world = await openWorld(await open());
      const path = `/v23.0/${world.one.phone}/messages`;
      const read = { messaging_product: "whatsapp", status: "read", message_id: "wamid.AA==" };
      expect((await world.ask("POST", path, { body: read })).body).toEqual({ success: true });
      const typing = { ...read, typing_indicator: { type: "text" } };
      expect((await world.ask("POST", path, { body: typing })).body).toEqual({ success: true });
      expect(world.engine.read.map(({ isTyping }) => isTyping)).toEqual([false, true]);

      const form = new URLSearchParams({
        ...{ messaging_product: "whatsapp", to: "491701234567", text: JSON.stringify({ body: "Hi" }) },
        access_token: world.one.token,
      });
      expect((await world.ask("POST", path, { body: form, token: null })).status).toBe(200);
      const multipart = new FormData();
      for (const [name, value] of form) multipart.append(name, value);
      expect((await world.ask("POST", path, { body: multipart, token: null })).status).toBe(200);

      const { headers } = await world.ask("POST", path, { body: text });
      expect(headers.get("facebook-api-version")).toBe("v23.0");
      expect(headers.get("x-fb-trace-id")).toStartWith("A");
      expect(JSON.parse(headers.get("x-business-use-case-usage") ?? "")).toHaveProperty(world.one.waba);
      expect(headers.get("access-control-allow-origin")).toBeNull();
    });

    test("what is not the business's own is not there", async () => {
      await using world = await openWorld(await open());
      const { id } = await world.media.put(world.other.phone, { body: png(), type: "image/png" }, "upload");
      const foreign = request({ type: "image", image: { id } });
      const refused = await world.ask("POST", `/${world.one.phone}/messages`, { body: foreign });
      expect(refused).toMatchObject({ status: 400, body: { error: { code: 131009 } } });
      const elsewhere = await world.ask("POST", `/${world.other.phone}/messages`, { body: text });
      expect(elsewhere).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33 } } });
      await world.accounts.setStatus(world.one.phone, "deregistered");
      const off = await world.ask("POST", `/${world.one.phone}/messages`, { body: text });
      expect(off).toMatchObject({ status: 400, body: { error: { code: 133010 } } });
      expect(world.engine.sent).toEqual([]);
    });
  });
});
