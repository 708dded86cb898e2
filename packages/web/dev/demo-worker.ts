import { exposeClient } from "../src/worker/expose-client.ts";
import { createDemoClient } from "./demo-client.ts";
import { demoMedia } from "./demo-media.ts";

exposeClient(async ({ scenario }) => createDemoClient(scenario ?? "chats", await demoMedia()));
