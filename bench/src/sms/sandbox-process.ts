/** The carrier of the bench: the sandbox as `npm start` has it, without a wait before receipts. */
import { createSandbox } from "@culver/sandbox";
import { answerUsage } from "../process/usage.ts";

const sandbox = await createSandbox({ receiptDelayMs: 0 });
process.on("SIGTERM", () => void sandbox.close().then(() => process.exit()));
answerUsage(() => ({ accepted: 0, written: 0 }));
process.send?.({ ready: { route: sandbox.route } });
