import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { forEachEngine } from "@culver/testing/engines";
import { openWorld, png, type World } from "../api/world.ts";
import { serveHttp } from "../outgoing-support.ts";

function form(octets: Uint8Array<ArrayBuffer>, type: string, told?: string, name = "a.png"): FormData {
  const held = new FormData();
  held.append("messaging_product", "whatsapp");
  // The file before its type, as some clients have it.
  held.append("file", new Blob([octets], { type }), name);
  if (told !== undefined) held.append("type", told);
  return held;
}

const filesOf = (world: World): string[] =>
  (
    readdirSync(world.folder, { recursive: true, withFileTypes: true }) as {
      isFile(): boolean;
      name: string;
    }[]
  )
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

forEachEngine("media by the API", (open) => {
  test("up, told about, down, in part, deleted", async () => {
    await using world = await openWorld(await open());
    const octets = png(100_000);
    const up = await world.ask("POST", `/v23.0/${world.one.phone}/media`, {
      body: form(octets, "image/png"),
    });
    expect(up.status).toBe(200);
    const { id } = up.body;
    const { body: told } = await world.ask("GET", `/v23.0/${id}?phone_number_id=${world.one.phone}`);
    expect(told).toEqual({
      ...{
        messaging_product: "whatsapp",
        url: expect.stringContaining("/business/media/"),
        mime_type: "image/png",
      },
      ...{ sha256: createHash("sha256").update(octets).digest("hex"), file_size: 100_000, id },
    });
    const authorization = `Bearer ${world.one.token}`;
    const down = await fetch(told.url, { headers: { authorization } });
    expect([down.status, down.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect(await down.bytes()).toEqual(octets);
    const part = await fetch(told.url, { headers: { authorization, range: "bytes=1-3" } });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([
      206,
      "bytes 1-3/100000",
      "PNG",
    ]);
    const beyond = await fetch(told.url, { headers: { authorization, range: "bytes=100000-" } });
    expect(beyond.status).toBe(416);

    expect((await fetch(told.url)).status).toBe(401);
    expect((await fetch(told.url, { headers: { authorization: "Bearer EAAx" } })).status).toBe(401);
    expect(
      (await fetch(told.url, { headers: { authorization: `Bearer ${world.other.token}` } })).status,
    ).toBe(404);
    expect((await fetch(`${told.url}x`, { headers: { authorization } })).status).toBe(404);
    world.ahead = 5 * 60_000 + 1_000;
    expect((await fetch(told.url, { headers: { authorization } })).status).toBe(404);
    const foreign = await world.ask("GET", `/v23.0/${id}`, { token: world.other.token });
    expect(foreign).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33 } } });

    expect((await world.ask("DELETE", `/v23.0/${id}`)).body).toEqual({ success: true });
    expect((await world.ask("GET", `/v23.0/${id}`)).status).toBe(400);
    expect(filesOf(world)).toEqual([]);
  });

  test("what is not taken leaves nothing behind", async () => {
    await using world = await openWorld(await open());
    const upload = async (body: FormData) => {
      const { status, body: answer } = await world.ask("POST", `/${world.one.phone}/media`, { body });
      return [status, answer.error?.code];
    };
    expect(await upload(form(png(), "application/octet-stream"))).toEqual([400, 100]);
    expect(await upload(form(png(), "image/gif"))).toEqual([400, 100]);
    expect(await upload(form(png(), "image/jpeg"))).toEqual([400, 131053]);
    expect(await upload(form(png(), "image/png", "video/mp4"))).toEqual([400, 131053]);
    expect(await upload(form(new Uint8Array(), "image/png"))).toEqual([400, 131053]);
    expect(await upload(form(png(5 * 1_048_576 + 1), "image/png"))).toEqual([400, 131053]);
    const nothing = new FormData();
    nothing.append("messaging_product", "whatsapp");
    expect(await upload(nothing)).toEqual([400, 100]);
    const unnamed = new FormData();
    unnamed.append("file", new Blob([png()], { type: "image/png" }), "a.png");
    expect(await upload(unnamed)).toEqual([400, 100]);
    const cut = `--x\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\nPNG`;
    const headers = { "content-type": "multipart/form-data; boundary=x" };
    const broken = await world.ask("POST", `/${world.one.phone}/media`, { body: cut, headers });
    expect(broken).toMatchObject({ status: 400, body: { error: { code: 100 } } });
    expect(await upload(form(png(50), "text/plain", undefined, "a.txt"))).toEqual([200, undefined]);
    expect(filesOf(world)).toHaveLength(1);
    expect(world.warnings).toEqual([]);
  });

  test("uploads that are resumed, and the picture of a profile", async () => {
    await using world = await openWorld(await open());
    const { one } = world;
    const octets = png(1_000);
    const begun = await world.ask(
      "POST",
      `/v23.0/app/uploads?file_length=1000&file_type=image/png&file_name=a.png`,
    );
    const { id } = begun.body;
    expect(id).toStartWith("upload:");
    const put = (from: number, to: number, offset = from) =>
      world.ask("POST", `/v23.0/${id}`, {
        body: new Blob([octets.slice(from, to)]),
        token: null,
        headers: { authorization: `OAuth ${one.token}`, file_offset: String(offset) },
      });
    expect((await put(0, 400)).body).toEqual({ id, file_offset: 400 });
    expect((await put(0, 400)).body.error.code).toBe(100);
    expect((await world.ask("GET", `/v23.0/${id}`)).body).toEqual({ id, file_offset: 400 });
    expect(
      (await world.ask("GET", `/v23.0/${id}`, { token: world.other.token })).body.error.error_subcode,
    ).toBe(33);
    const { h } = (await put(400, 1_000)).body;
    expect(h).toBeString();

    const profile = `/v23.0/${one.phone}/whatsapp_business_profile`;
    const set = await world.ask("POST", profile, {
      body: {
        messaging_product: "whatsapp",
        about: "Tea",
        websites: ["https://example.org"],
        profile_picture_handle: h,
      },
    });
    expect(set.body).toEqual({ success: true });
    const { data } = (await world.ask("GET", `${profile}?fields=about,profile_picture_url,websites`)).body;
    expect(data).toEqual([
      {
        about: "Tea",
        profile_picture_url: expect.any(String),
        messaging_product: "whatsapp",
        websites: ["https://example.org"],
      },
    ]);
    expect(await (await fetch(data[0].profile_picture_url)).bytes()).toEqual(octets);
    const foreign = { messaging_product: "whatsapp", profile_picture_handle: h };
    const other = `/v23.0/${world.other.phone}/whatsapp_business_profile`;
    expect(
      (await world.ask("POST", other, { body: foreign, token: world.other.token })).body.error.code,
    ).toBe(100);
  });
});

forEachEngine("the media store", (open) => {
  test("expiry, and what a crash leaves", async () => {
    await using world = await openWorld(await open());
    const { media, one } = world;
    const uploaded = await media.put(
      one.phone,
      { body: png(), type: "image/png", filename: "../../x/\u0000a.png" },
      "upload",
    );
    expect(uploaded.filename).toBe("a.png");
    const incoming = await media.put(one.phone, { body: png(), type: "application/x-anything" }, "incoming");
    world.ahead = 7 * 86_400_000 + 1;
    expect([await media.find(incoming.id), await media.open(incoming.id)]).toEqual([undefined, undefined]);
    expect(await media.find(uploaded.id)).toBeDefined();
    // A file without a row, as a crash before the row leaves it.
    await Bun.write(join(world.folder, "files", "123", "1234567890123123"), "x");
    await Bun.write(join(world.folder, "incoming", "left"), "x");
    await media.sweep();
    expect(filesOf(world)).toEqual([uploaded.id]);
    rmSync(join(world.folder, "files"), { recursive: true });
    expect(await media.open(uploaded.id)).toBeUndefined();
    await Bun.write(join(world.folder, "files", "000", "1"), "x");
    await media.sweep();
    expect(await media.find(uploaded.id)).toBeUndefined();
  });

  test("links: guarded, typed, remembered, bounded", async () => {
    let asked = 0;
    await using server = await serveHttp((request, response) => {
      asked++;
      if (request.url === "/big") {
        response.setHeader("content-type", "image/png");
        response.write(png(5_000_000));
        response.end(png(1_000_000));
      } else if (request.url === "/gone") response.writeHead(404).end("no");
      else if (request.url === "/page") response.setHeader("content-type", "text/html").end("<p>");
      else if (request.url === "/plain") response.end(png(300));
      else response.setHeader("content-type", "image/png").end(png(300));
    });
    await using world = await openWorld(await open(), { allow: [new URL(server.url).host] });
    const { media, one, other } = world;
    const [a, b] = await Promise.all(
      [1, 2].map(() => media.fetchLink(one.phone, `${server.url}/a.png?x=1`, "image")),
    );
    expect([a?.id, a?.type, a?.size, a?.filename, asked]).toEqual([
      b?.id ?? "",
      "image/png",
      300,
      "a.png",
      1,
    ]);
    await media.fetchLink(other.phone, `${server.url}/a.png?x=1`, "image");
    expect(asked).toBe(2);
    world.ahead = 10 * 60_000 + 1;
    expect((await media.fetchLink(one.phone, `${server.url}/a.png?x=1`, "image")).id).not.toBe(a?.id ?? "");
    expect((await media.fetchLink(one.phone, `${server.url}/plain`, "image")).type).toBe("image/png");
    expect((await media.fetchLink(one.phone, `${server.url}/page`, "document")).type).toBe("text/html");

    const codeOf = async (path: string, kind: "image" | "audio") => {
      const url = path.startsWith("http") ? path : server.url + path;
      return await media.fetchLink(one.phone, url, kind).then(
        () => 0,
        (error: { readonly code?: number }) => error.code,
      );
    };
    expect(await codeOf("/gone", "image")).toBe(131052);
    expect(await codeOf("/big", "image")).toBe(131053);
    expect(await codeOf("/page", "image")).toBe(131053);
    expect(await codeOf("/a.png", "audio")).toBe(131053);
    expect(await codeOf("http://127.0.0.2:9/a.png", "image")).toBe(131052);
    expect(filesOf(world)).toHaveLength(5);
  });

  test("hosts that hang cost the business that named them time, and no other", async () => {
    const held: (() => void)[] = [];
    await using server = await serveHttp((request, response) => {
      const send = () => void response.setHeader("content-type", "image/png").end(png(300));
      if (request.url?.startsWith("/slow")) held.push(send);
      else send();
    });
    await using world = await openWorld(await open(), { allow: [new URL(server.url).host] });
    const { media, one, other } = world;
    const slow = Array.from({ length: 40 }, (_, index) =>
      media.fetchLink(one.phone, `${server.url}/slow/${index}`, "image"),
    );
    expect((await media.fetchLink(other.phone, `${server.url}/a.png`, "image")).size).toBe(300);
    const answering = setInterval(() => {
      for (const send of held.splice(0)) send();
    }, 1);
    const fetched = await Promise.all(slow).finally(() => clearInterval(answering));
    expect(new Set(fetched.map(({ id }) => id)).size).toBe(40);
  });

  test("names of files hide neither how they end nor half a letter", async () => {
    await using world = await openWorld(await open());
    const { media, one } = world;
    const nameOf = async (filename: string) => {
      const body = new TextEncoder().encode("hello");
      return (await media.put(one.phone, { body, type: "text/plain", filename }, "incoming")).filename;
    };
    expect(await nameOf("invoice\u202efdp.exe")).toBe("invoicefdp.exe");
    expect(await nameOf("..\\..\\a\u0000b\r\n.txt")).toBe("ab.txt");
    const long = await nameOf(`${"\u{1f642}".repeat(300)}.html`);
    expect([...(long ?? "")]).toHaveLength(240);
    expect(long).not.toMatch(/\p{Surrogate}/u);
    expect(long).toEndWith(".html");
  });
});
