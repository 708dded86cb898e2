import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StaticFiles } from "@culver/server";
import { createBusinessPage } from "../src/server/business-page.ts";

const publicUrl = new URL("https://chat.example.org");
let folder: string;
let files: StaticFiles;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "culver-page-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<p>the chats</p>");
  writeFileSync(join(folder, "business.html"), "<p>the inbox</p>");
  writeFileSync(join(folder, "assets/business-abcdefgh.js"), "0;");
  files = await StaticFiles.open(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the inbox's page", () => {
  const ask = (path: string, withAssets: boolean, method = "GET") =>
    createBusinessPage(files, { publicUrl, withAssets }).fetch(
      new Request(new URL(path, publicUrl), { method, headers: { accept: "text/html" } }),
    );

  test("is at /business, and may load nothing from elsewhere", async () => {
    for (const path of ["/business", "/business/", "/business?x=1"]) {
      const answer = await ask(path, false);
      expect(await answer?.text()).toBe("<p>the inbox</p>");
      expect(answer?.headers.get("content-type")).toBe("text/html; charset=utf-8");
      const policy = answer?.headers.get("content-security-policy") ?? "";
      expect(policy.split("; ")).toEqual(
        expect.arrayContaining([
          "default-src 'none'",
          "script-src 'self'",
          "connect-src 'self'",
          "img-src 'self' blob: data:",
          "media-src 'self' blob:",
          "frame-ancestors 'none'",
        ]),
      );
      expect(answer?.headers.get("strict-transport-security")).toContain("max-age");
    }
    expect((await ask("/business", false, "POST")) ?? "nothing").toBe("nothing");
  });

  test("brings its assets along only where nobody else serves them, and never the chats", async () => {
    const path = "/assets/business-abcdefgh.js";
    expect(await ask(path, false)).toBeUndefined();
    const answer = await ask(path, true);
    expect([await answer?.text(), answer?.headers.get("cache-control")]).toEqual([
      "0;",
      "public, max-age=31536000, immutable",
    ]);
    for (const other of [
      "/",
      "/index.html",
      "/business/api/session",
      "/assets/../index.html",
      "/businesses",
    ]) {
      expect(await ask(other, true)).toBeUndefined();
    }
  });
});
