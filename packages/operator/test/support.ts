import { createSandbox } from "@culver/sandbox";
import { openSmsGateway, type SmsGateway } from "@culver/sms";
import { type Database, openDatabase } from "@culver/storage";

/** A gateway in memory that is bound to the sandbox carrier. */
export interface World extends AsyncDisposable {
  readonly database: Database;
  readonly gateway: SmsGateway;
}

export async function world(): Promise<World> {
  const stack = new AsyncDisposableStack();
  const sandbox = stack.use(await createSandbox({ receiptDelayMs: 0 }));
  const database = stack.use(await openDatabase("sqlite::memory:"));
  const gateway = stack.use(await openSmsGateway({ database, routes: sandbox.route }));
  await gateway.ready();
  return { database, gateway, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Sends a text to a handset and waits until it is there. */
export async function delivered(gateway: SmsGateway, text = "Hello"): Promise<string> {
  const { id } = await gateway.send({
    to: "+447700900123",
    from: "Culver",
    body: { kind: "text", text },
    purpose: "notice",
  });
  await gateway.settled(id);
  return id;
}
