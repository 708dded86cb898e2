import { expect, test } from "bun:test";
import { forEachEngine } from "@culver/testing/engines";
import { openWorld, until } from "./world.ts";

forEachEngine("files", (open) => {
  async function started() {
    const world = await openWorld((await open()).database);
    const ann = await world.join("agent", "Ann");
    const customer = world.engine.customer(world.number, "+4915112345678", "Zoë");
    world.engine.receive(customer, "hello");
    await until(async () => (await ann.get(`/threads/${customer.id}`)).status === 200);
    const upload = async (type: string, name: string, body: BodyInit = "0123456789") => {
      const answer = await ann.raw("POST", `/media?thread=${customer.id}`, {
        ...{ body, headers: { "content-type": type, "x-file-name": encodeURIComponent(name) } },
      });
      return ((await answer.json()) as { media: string }).media;
    };
    return { world, ann, customer, upload };
  }

  test("a name that is not well-formed is refused", async () => {
    const { world, ann, customer } = await started();
    await using _ = world;
    for (const name of ["%", "%ff", "x".repeat(600)]) {
      const headers = { "content-type": "image/png", "x-file-name": name };
      const answer = await ann.raw("POST", `/media?thread=${customer.id}`, { body: "0123456789", headers });
      expect(answer.status).toBe(400);
    }
  });

  test("pictures are shown, all else is saved under its name, and nothing in it runs", async () => {
    const { world, ann, upload } = await started();
    await using _ = world;
    const dispositionOf = async (type: string, name: string) => {
      const response = await ann.raw("GET", `/files/${await upload(type, name)}`);
      expect(await response.text()).toBe("0123456789");
      expect(response.headers.get("content-security-policy")).toBe(
        "default-src 'none'; frame-ancestors 'none'; sandbox",
      );
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      return response.headers.get("content-disposition");
    };
    expect(await dispositionOf("image/png", "a.png")).toStartWith("inline;");
    expect(await dispositionOf("audio/ogg", "a.ogg")).toStartWith("inline;");
    expect(await dispositionOf("image/svg+xml", "a.svg")).toStartWith("attachment;");
    expect(await dispositionOf("text/html", "a.html")).toStartWith("attachment;");
    expect(await dispositionOf("application/pdf", 'Rech"nung\r\n/ü.pdf')).toBe(
      `attachment; filename="Rech_nung____.pdf"; filename*=UTF-8''Rech%22nung___%C3%BC.pdf`,
    );
  });

  test("parts of a file", async () => {
    const { world, ann, upload } = await started();
    await using _ = world;
    const id = await upload("video/mp4", "a.mp4");
    const part = async (range: string) => {
      const response = await ann.raw("GET", `/files/${id}`, { headers: { range } });
      const text = response.status === 416 ? "" : await response.text();
      return [response.status, text, response.headers.get("content-range")];
    };
    expect(await part("bytes=2-4")).toEqual([206, "234", "bytes 2-4/10"]);
    expect(await part("bytes=7-")).toEqual([206, "789", "bytes 7-9/10"]);
    expect(await part("bytes=-2")).toEqual([206, "89", "bytes 8-9/10"]);
    expect(await part("bytes=5-99")).toEqual([206, "56789", "bytes 5-9/10"]);
    expect(await part("bytes=10-")).toEqual([416, "", null]);
    expect(await part("bytes=4-2")).toEqual([200, "0123456789", null]);
    expect(await part("bytes=0-1,3-4")).toEqual([200, "0123456789", null]);
    expect(await part("lines=1-2")).toEqual([200, "0123456789", null]);
  });

  test("another business's files and messages are not there, nor are empty ones taken", async () => {
    const { world, ann, customer, upload } = await started();
    await using _ = world;
    const id = await upload("image/png", "a.png");
    const rita = await world.join("operator", "Rita", world.other.business);
    expect((await rita.get(`/files/${id}`)).status).toBe(404);
    const foreign = await rita.raw("POST", `/media?thread=${customer.id}`, {
      ...{ body: "x", headers: { "content-type": "image/png" } },
    });
    expect(foreign.status).toBe(404);
    const linked = await world.engine.send({
      number: world.number,
      to: { kind: "thread", thread: customer.id },
      content: { type: "image", media: { source: { kind: "link", link: "https://example.com/a.png" } } },
      by: { kind: "api", token: "1" },
    });
    const { items } = (await ann.get(`/threads/${customer.id}/items`)).body as {
      items: { by?: string; body: { file?: { url: string } } }[];
    };
    expect(items.at(-1)?.by).toBe("API");
    const url = items.at(-1)?.body.file?.url.replace("/business/api", "") ?? "";
    expect(url).toBe(`/files/linked?message=${encodeURIComponent(linked.id)}`);
    expect((await ann.raw("GET", url)).headers.get("content-type")).toBe("image/png");
    expect(world.media.links).toEqual(["https://example.com/a.png"]);
    expect((await rita.get(url)).status).toBe(404);
    const empty = await ann.raw("POST", `/media?thread=${customer.id}`, {
      ...{ body: "", headers: { "content-type": "image/png" } },
    });
    expect([400, 422]).toContain(empty.status);
  });
});
