import { expect, test } from "bun:test";
import { ClientError, type Message } from "@culver/client";
import { failureOf, isTemporary } from "../../src/engine/failure.ts";
import { type FetchingClient, type FetchSettings, fetchFile } from "../../src/engine/fetch-file.ts";
import { Turns } from "../../src/engine/turns.ts";
import { GraphError } from "../../src/graph/index.ts";

const attachment = { kind: "image", name: "a.png", type: "image/png", size: 3 };
const message = {
  ...{ id: "m", conversation: "c" },
  body: { kind: "attachment", attachment, text: "" },
} as unknown as Message;

/** A device whose file comes after these errors, each an hour after the other. */
function after(errors: unknown[], isOnline: boolean) {
  let now = 0;
  const left = [...errors];
  const client: FetchingClient = {
    attachmentFile: async () => (left.length === 0 ? new Blob(["abc"]) : undefined),
    download: async () => {
      now += 3_600_000;
      const error = left.shift();
      if (error !== undefined) throw error;
    },
  };
  const settings: FetchSettings = {
    ...{ now: () => now, fetchMs: 600_000, devices: { isOnline: () => isOnline } },
    media: {
      put: async (number, { type }) => ({
        ...{ id: "5", number, type, size: 3, sha256: "00", expiresAt: 0 },
      }),
      signedUrl: (id) => `https://example.org/${id}`,
    },
  };
  return fetchFile(settings, client, "1", message, new AbortController().signal);
}

const unreachable = () => new ClientError("network", "The server could not be reached.");
const diskFull = () => Object.assign(new Error("no space left on device"), { code: "ENOSPC" });

test("a file waits for a relay that is away and for room on the disk, however long", async () => {
  expect(await after([unreachable()], false)).toMatchObject({ type: "image", media: { id: "5" } });
  expect(await after([diskFull()], true)).toMatchObject({ type: "image" });
});

test("what the relay does not have, or does not give in time, is unsupported", async () => {
  const gone = { type: "unsupported", error: { code: 131052 } };
  expect(
    await after([new ClientError("expired", "The server no longer has this file.")], true),
  ).toMatchObject(gone);
  expect(await after([unreachable()], true)).toMatchObject(gone);
});

test("what says nothing of the message is temporary, whatever code it has", () => {
  for (const error of [
    diskFull(),
    Object.assign(new Error("full"), { code: "SQLITE_FULL" }),
    Object.assign(new Error("terminating connection"), { code: "57P01" }),
    new ClientError("internal_server_error", "The server could not do that."),
    new ClientError("offline", "There is no connection."),
    new Error("a fault"),
  ])
    expect(isTemporary(error)).toBe(true);
  const blocked = new ClientError("blocked", "They are blocked.");
  expect(isTemporary(blocked)).toBe(false);
  expect(failureOf(blocked).code).toBe(131026);
  expect(isTemporary(new GraphError(131053))).toBe(false);
});

test("so many at a time, in order, and one that fails leaves its place", async () => {
  const turns = new Turns(2);
  const order: number[] = [];
  let most = 0;
  let running = 0;
  const results = await Promise.allSettled(
    [0, 1, 2, 3, 4].map((n) =>
      turns.run(async () => {
        most = Math.max(most, ++running);
        order.push(n);
        await Promise.resolve();
        running--;
        if (n % 2 === 0) throw new Error("no");
      }),
    ),
  );
  expect(results.map(({ status }) => status[0])).toEqual(["r", "f", "r", "f", "r"]);
  expect(order).toEqual([0, 1, 2, 3, 4]);
  expect(most).toBe(2);
});
