import { createClient } from "@culver/client";
import { openIndexedDbStore } from "@culver/client/indexeddb";
import { exposeClient } from "./expose-client.ts";

exposeClient(async ({ serverUrl }) => createClient({ store: await openIndexedDbStore("culver"), serverUrl }));
