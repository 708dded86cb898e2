import { exposeClient } from "../src/worker/expose-client.ts";
import { createDemoClient } from "./demo-client.ts";

exposeClient(async ({ scenario }) => createDemoClient(scenario ?? "chats"));
