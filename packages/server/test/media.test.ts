import { afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encryptedSize } from "@culver/crypto/attachment";
import { forEachEngine, type TestDatabase } from "@culver/testing/engines";
import { byteRange } from "../src/http/byte-range.ts";
import { SANDBOX_LIMITS } from "../src/index.ts";
import { mediaRetention } from "../src/media/media-retention.ts";
import { MediaRows } from "../src/media/media-rows.ts";
import { MAX_UPLOAD_BYTES } from "../src/media/media-terms.ts";
import { keepDays } from "../src/media/upload-metadata.ts";
import type { Credentials } from "./raw-device.ts";
import { Relay } from "./relay.ts";

const DAY = 86_400_000;

test("the largest upload is the largest file, encrypted", () => {
  expect(MAX_UPLOAD_BYTES).toBe(encryptedSize(100 * 1024 * 1024));
});

describe("RFC 9110 section 14.1.2: byte ranges", () => {
  test("one range within the file", () => {
    expect(byteRange("bytes=0-0", 10)).toEqual({ start: 0, end: 1 });
    expect(byteRange("bytes=4-", 10)).toEqual({ start: 4, end: 10 });
    expect(byteRange("bytes=4-99", 10)).toEqual({ start: 4, end: 10 });
    expect(byteRange("bytes=-3", 10)).toEqual({ start: 7, end: 10 });
    expect(byteRange("bytes=-30", 10)).toEqual({ start: 0, end: 10 });
  });

  test("outside it is unsatisfiable, anything else is no range", () => {
    for (const header of ["bytes=10-", "bytes=10-12", "bytes=-0"])
      expect(byteRange(header, 10)).toBe("unsatisfiable");
    for (const header of [undefined, "", "bytes=-", "bytes=5-4", "bytes=0-1,3-4", "lines=1-2", "bytes=a-b"])
      expect(byteRange(header, 10)).toBeUndefined();
  });
});

test("an upload says at most how many days it is kept", () => {
  const header = (text: string) => `days ${btoa(text)}`;
  expect([undefined, "", header("1"), header("30")].map(keepDays)).toEqual([30, 30, 1, 30]);
  const refused = [
    header("0"),
    header("31"),
    header("-1"),
    header("x"),
    "days",
    "filename YQ==",
    `days MQ==,name YQ==`,
  ];
  for (const text of refused) expect(keepDays(text)).toBeUndefined();
});

forEachEngine("media", (open) => {
  let test_: TestDatabase;
  let relay: Relay;
  let directory: string;
  let now: number;
  let device: Credentials;

  const url = (id = "") => `http://127.0.0.1:${relay.server.port}/v1/media${id === "" ? "" : `/${id}`}`;

  function headers(credentials: Credentials, more: Record<string, string> = {}): Record<string, string> {
    const { account, device: number, token } = credentials;
    return { authorization: `Bearer ${account}/${number}:${token}`, "tus-resumable": "1.0.0", ...more };
  }

  function create(length: number | string, credentials = device, more: Record<string, string> = {}) {
    const all = headers(credentials, { "upload-length": String(length), ...more });
    return fetch(url(), { method: "POST", headers: all });
  }

  async function begun(length: number, credentials = device, more?: Record<string, string>): Promise<string> {
    const response = await create(length, credentials, more);
    expect(response.status).toBe(201);
    const id = (response.headers.get("location") ?? "").replace("/v1/media/", "");
    expect(id).toMatch(/^[A-Za-z0-9_-]{32}$/);
    return id;
  }

  function patch(id: string, offset: number, bytes: Uint8Array<ArrayBuffer>, credentials = device) {
    const more = { "upload-offset": String(offset), "content-type": "application/offset+octet-stream" };
    return fetch(url(id), { method: "PATCH", headers: headers(credentials, more), body: bytes });
  }

  async function offsetOf(id: string, credentials = device): Promise<number> {
    const response = await fetch(url(id), { method: "HEAD", headers: headers(credentials) });
    expect(response.status).toBe(200);
    return Number(response.headers.get("upload-offset"));
  }

  async function uploaded(bytes: Uint8Array<ArrayBuffer>, more?: Record<string, string>): Promise<string> {
    const id = await begun(bytes.length, device, more);
    const response = await patch(id, 0, bytes);
    expect(response.status).toBe(204);
    return id;
  }

  async function errorCode(response: Response): Promise<string> {
    return ((await response.json()) as { error: { code: string } }).error.code;
  }

  function random(length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    for (let offset = 0; offset < length; offset += 65_536)
      crypto.getRandomValues(bytes.subarray(offset, offset + 65_536));
    return bytes;
  }

  async function retain(): Promise<void> {
    for (const task of mediaRetention(directory, new MediaRows(relay.database)))
      for (let left = 1; left > 0; ) left = await task.run(now);
  }

  beforeAll(async () => {
    test_ = await open();
  });
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), "culver-media-"));
    now = Date.now();
    relay = await Relay.start(test_, { mediaDirectory: directory, now: () => now });
    for (const table of ["media", "accounts", "rate_limits"])
      await relay.database.execute(`DELETE FROM ${table}`);
    device = await relay.register();
  });
  afterEach(async () => {
    await relay[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true });
  });

  test("a file goes up in pieces and comes down whole, in ranges, and as a download only", async () => {
    const bytes = random(2_500_000);
    const id = await begun(bytes.length);
    expect((await fetch(url(id))).status).toBe(404);
    for (let offset = 0; offset < bytes.length; offset += 1_000_000) {
      const piece = bytes.slice(offset, offset + 1_000_000);
      const response = await patch(id, offset, piece);
      expect(response.status).toBe(204);
      expect(Number(response.headers.get("upload-offset"))).toBe(offset + piece.length);
    }
    const whole = await fetch(url(id), { headers: { origin: "https://elsewhere.example" } });
    expect(whole.status).toBe(200);
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes);
    const shown = Object.fromEntries(whole.headers);
    expect(shown).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": "attachment",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
      "accept-ranges": "bytes",
    });
    expect(shown["cache-control"]).toContain("immutable");
    expect(shown["access-control-allow-origin"]).toBeUndefined();
    const part = await fetch(url(id), { headers: { range: "bytes=2000000-" } });
    expect(part.status).toBe(206);
    expect(part.headers.get("content-range")).toBe("bytes 2000000-2499999/2500000");
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(bytes.slice(2_000_000));
    const outside = await fetch(url(id), { headers: { range: "bytes=2500000-" } });
    expect(outside.status).toBe(416);
    expect(outside.headers.get("content-range")).toBe("bytes */2500000");
  });

  test("an upload whose connection broke goes on where the bytes ended", async () => {
    const bytes = random(900_000);
    const id = await begun(bytes.length);
    const socket = connect(relay.server.port, "127.0.0.1");
    const lines = Object.entries(
      headers(device, { "upload-offset": "0", "content-type": "application/offset+octet-stream" }),
    ).map(([name, value]) => `${name}: ${value}`);
    socket.write(
      `PATCH /v1/media/${id} HTTP/1.1\r\nhost: localhost\r\n${lines.join("\r\n")}\r\ncontent-length: ${bytes.length}\r\n\r\n`,
    );
    socket.write(bytes.subarray(0, 400_000));
    const size = () => Bun.file(join(directory, id)).size;
    while (size() === 0) await Bun.sleep(1);
    socket.destroy();
    const offset = await offsetOf(id);
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThanOrEqual(400_000);
    expect((await patch(id, offset + 1, bytes.slice(offset + 1))).status).toBe(409);
    expect((await patch(id, offset, bytes.slice(offset))).status).toBe(204);
    expect(new Uint8Array(await (await fetch(url(id))).arrayBuffer())).toEqual(bytes);
  });

  test("an upload goes on after a restart, and one whose last bytes came just before it is finished then", async () => {
    const bytes = random(100_000);
    const id = await begun(bytes.length);
    expect((await patch(id, 0, bytes.slice(0, 60_000))).status).toBe(204);
    await relay.server.close();
    writeFileSync(join(directory, id), bytes);
    await relay.restart();
    expect((await fetch(url(id))).status).toBe(404);
    expect(await offsetOf(id)).toBe(bytes.length);
    expect(new Uint8Array(await (await fetch(url(id))).arrayBuffer())).toEqual(bytes);
  });

  test("only the device that began an upload goes on with it or deletes it", async () => {
    const id = await begun(10);
    const stranger = await relay.register();
    const { device: number, token } = await relay.server.services.devices.add(device.account, undefined);
    for (const other of [stranger, { account: device.account, device: number, token }]) {
      expect((await patch(id, 0, random(10), other)).status).toBe(403);
      for (const method of ["HEAD", "DELETE"])
        expect((await fetch(url(id), { method, headers: headers(other) })).status).toBe(403);
    }
    const unsigned = await fetch(url(), {
      method: "POST",
      headers: { "tus-resumable": "1.0.0", "upload-length": "10" },
    });
    expect(unsigned.status).toBe(401);
    expect((await patch(id, 0, random(10), { ...device, token: "A".repeat(43) })).status).toBe(401);
    expect((await patch(id, 0, random(10))).status).toBe(204);
  });

  test("the address of an own upload cannot be made to name another's", async () => {
    const id = await uploaded(random(100));
    const unfinished = await begun(100);
    const mallory = await relay.register();
    const own = await begun(100, mallory);
    const more = { "upload-offset": "0", "content-type": "application/offset+octet-stream" };
    for (const other of [id, unfinished]) {
      for (const way of [`${own}?/${other}`, `${own}?x=y/${other}/`, `${own}/?/${other}`]) {
        const answers = [
          await fetch(url(way), { method: "PATCH", headers: headers(mallory, more), body: random(100) }),
          await fetch(url(way), { method: "HEAD", headers: headers(mallory) }),
          await fetch(url(way), { method: "DELETE", headers: headers(mallory) }),
        ];
        for (const answer of answers) expect(answer.status).toBeLessThan(500);
      }
    }
    expect((await fetch(url(id))).status).toBe(200);
    expect(await offsetOf(unfinished)).toBe(0);
  });

  test("its owner deletes an upload, finished or not", async () => {
    const ids = [await begun(10), await uploaded(random(10))];
    for (const id of ids) {
      expect((await fetch(url(id), { method: "DELETE", headers: headers(device) })).status).toBe(204);
      expect((await fetch(url(id))).status).toBe(404);
      expect(existsSync(join(directory, id))).toBe(false);
    }
  });

  test("lengths that are too large, missing or none, names, and other sites are refused", async () => {
    const large = await create(MAX_UPLOAD_BYTES + 1);
    expect([large.status, await errorCode(large)]).toEqual([413, "too_large"]);
    for (const length of ["", "-1", "1e3", "x", "0x10"]) expect((await create(length)).status).toBe(400);
    const deferred = await fetch(url(), {
      method: "POST",
      headers: headers(device, { "upload-defer-length": "1" }),
    });
    expect(deferred.status).toBe(400);
    const named = await create(10, device, { "upload-metadata": `filename ${btoa("secret.pdf")}` });
    expect(named.status).toBe(400);
    const foreign = await create(10, device, { origin: "https://elsewhere.example" });
    expect(foreign.status).toBe(403);
    expect(
      (
        await fetch(url(), {
          method: "POST",
          headers: { ...headers(device), "tus-resumable": "0.2", "upload-length": "1" },
        })
      ).status,
    ).toBe(412);
    expect(readdirSync(directory)).toEqual([]);
  });

  test("more bytes than announced are not taken", async () => {
    const id = await begun(10);
    expect((await patch(id, 0, random(11))).status).toBe(413);
    expect(await offsetOf(id)).toBe(0);
    expect((await patch(id, 0, random(2_000_000))).status).toBe(413);
  });

  test("paths and ids that are none find nothing", async () => {
    for (const id of ["..%2f..%2fetc%2fpasswd", "x", "A".repeat(32), "A".repeat(31), "%00"])
      expect((await fetch(url(id))).status).toBe(404);
  });

  test("the day's quota ends in 429 with the wait, and another account has its own", async () => {
    const limits = {
      ...SANDBOX_LIMITS,
      mediaBytes: { capacity: 1000, refill: 1000, perMs: DAY },
      mediaUploads: { capacity: 3, refill: 3, perMs: DAY },
    };
    await relay.server.close();
    await relay.restart({ mediaDirectory: directory, now: () => now, limits });
    expect((await create(600)).status).toBe(201);
    const refused = await create(600);
    expect([refused.status, await errorCode(refused)]).toEqual([429, "rate_limited"]);
    expect(Number(refused.headers.get("retry-after"))).toBe(17_280);
    expect((await create(100)).status).toBe(201);
    expect((await create(100)).status).toBe(201);
    expect((await create(1)).status).toBe(429);
    expect((await create(600, await relay.register())).status).toBe(201);
    now += DAY;
    expect((await create(600)).status).toBe(201);
  });

  test("fetching too often ends in 429", async () => {
    const limits = { ...SANDBOX_LIMITS, mediaFetches: { capacity: 2, refill: 2, perMs: 60_000 } };
    const id = await uploaded(random(10));
    await relay.server.close();
    await relay.restart({ mediaDirectory: directory, now: () => now, limits });
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await fetch(url(id))).status);
    expect(statuses).toEqual([200, 200, 429]);
  });

  test("what has expired is 410 for a while and 404 then; its file is deleted", async () => {
    const week = await uploaded(random(10), { "upload-metadata": `days ${btoa("7")}` });
    const month = await uploaded(random(10));
    const unfinished = await begun(10);
    now += 3 * DAY;
    expect((await patch(unfinished, 0, random(10))).status).toBe(410);
    now += 4 * DAY + 1;
    expect((await fetch(url(week))).status).toBe(410);
    await retain();
    expect(readdirSync(directory)).toEqual([month]);
    expect((await fetch(url(week))).status).toBe(410);
    expect((await fetch(url(month))).status).toBe(200);
    now += 30 * DAY;
    await retain();
    expect((await fetch(url(week))).status).toBe(404);
    expect((await fetch(url(month))).status).toBe(410);
    expect(readdirSync(directory)).toEqual([]);
  });

  test("the operator may keep files for a shorter time", async () => {
    await relay.server.close();
    await relay.restart({ mediaDirectory: directory, mediaDays: 3, now: () => now });
    const ids = [
      await uploaded(random(10)),
      await uploaded(random(10), { "upload-metadata": `days ${btoa("7")}` }),
    ];
    now += 3 * DAY - 1;
    for (const id of ids) expect((await fetch(url(id))).status).toBe(200);
    now += 1;
    for (const id of ids) expect((await fetch(url(id))).status).toBe(410);
  });

  test("files without a row and rows without a file are cleaned away, what is being made is not", async () => {
    const kept = await uploaded(random(10));
    const lost = await uploaded(random(10));
    rmSync(join(directory, lost));
    for (const name of ["old-stray", "young-stray"]) writeFileSync(join(directory, name), "x");
    const hours = new Date(now - 2 * 3_600_000);
    utimesSync(join(directory, "old-stray"), hours, hours);
    expect((await fetch(url(lost))).status).toBe(404);
    await retain();
    expect((await fetch(url(lost))).status).toBe(410);
    expect(readdirSync(directory).sort()).toEqual([kept, "young-stray"].sort());
  });

  test("an account that is deleted leaves its files to those they were sent to, and no trace of itself", async () => {
    const id = await uploaded(random(10));
    await relay.database.execute("DELETE FROM accounts WHERE account = ?", [device.account]);
    expect((await fetch(url(id))).status).toBe(200);
    expect(await relay.database.query("SELECT account FROM media")).toEqual([{ account: null }]);
  });

  test("two uploads of one file do not mix, and logs name no id", async () => {
    const [one, other] = await Promise.all([uploaded(random(10)), uploaded(random(10))]);
    expect(one).not.toBe(other);
    expect(relay.logs.join("")).not.toContain(one);
  });
});
