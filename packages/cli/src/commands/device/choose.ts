import { ClientError, type CulverClient } from "@culver/client";
import { type Command, ExitCode } from "../../command.ts";
import { acknowledged } from "../../device/acknowledged.ts";
import { readDeviceOptions, wholeNumberFlag } from "../../device/device-options.ts";
import { goOnline } from "../../device/go-online.ts";
import { printEvent, withErrorEvents } from "../../device/json-lines.ts";
import { openDevice } from "../../device/open-device.ts";

/** `culver device choose`: answers a message that has buttons or a list. */
export const deviceChoose: Command = {
  name: "device choose",
  synopsis: "MESSAGE CHOICE --store DIR --server URL [--timeout SECONDS]",
  summary: "Answer a message by one of its choices; both ids as device listen prints them",
  details: "Returns 0 once the server has acknowledged the answer, 1 without that within --timeout (30).",
  async run(args, context) {
    const { device, values, positionals } = readDeviceOptions(
      args,
      { timeout: { type: "string", default: "30" } },
      { least: 2, most: 2 },
    );
    const [message = "", choice = ""] = positionals;
    const seconds = wholeNumberFlag("--timeout", String(values.timeout), 1);
    return withErrorEvents(context, async () => {
      await using open = await openDevice(device);
      const { client } = open;
      await goOnline(client, { seconds, signal: context.signal });
      const conversation = await conversationOf(client, message);
      const { id } = await client.choose(conversation, message, choice);
      const { status } = await acknowledged(client, conversation, id, { seconds, signal: context.signal });
      printEvent(context, { event: "sent", channel: "culver", id, reply_to: message, choice, status });
      return ExitCode.ok;
    });
  },
};

async function conversationOf(client: CulverClient, message: string): Promise<string> {
  for (const { id } of await client.conversations())
    if ((await client.message(id, message)) !== undefined) return id;
  throw new ClientError("unknown_message", "This device has no such message.");
}
