import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleHash } from "../build/bundle-hash-plugin.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "culver-bundle-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<!doctype html>");
  await writeFile(join(folder, "assets/a.js"), "1");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the hash is the one sha256sum gives over its own list, whatever bundle.json says", async () => {
  const shell =
    "LC_ALL=C find . -type f ! -name bundle.json | sed 's,^./,,' | LC_ALL=C sort | xargs sha256sum | sha256sum";
  const expected = (await Bun.$`sh -c ${shell}`.cwd(folder).text()).split(" ")[0] ?? "";
  expect(await bundleHash(folder)).toEqual({ hash: expected, files: 2 });
  await writeFile(join(folder, "bundle.json"), "{}");
  expect((await bundleHash(folder)).hash).toBe(expected);
});

test("any change of a file or its name changes it", async () => {
  const { hash } = await bundleHash(folder);
  await writeFile(join(folder, "assets/a.js"), "2");
  expect((await bundleHash(folder)).hash).not.toBe(hash);
});
