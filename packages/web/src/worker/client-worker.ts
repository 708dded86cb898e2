import { createClient } from "@culver/client";
import { openIndexedDbStore } from "@culver/client/indexeddb";
import { exposeClient } from "./expose-client.ts";

/** The worker of the page before a reload may end later than its page. Milliseconds. */
const RELEASE_MS = 10_000;

exposeClient(async ({ serverUrl }) =>
  createClient({ store: await openIndexedDbStore("culver", { waitMs: RELEASE_MS }), serverUrl }),
);
