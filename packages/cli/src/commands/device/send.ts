import { ClientError } from "@culver/client";
import { type Command, ExitCode } from "../../command.ts";
import { readDeviceOptions, wholeNumberFlag } from "../../device/device-options.ts";
import { goOnline } from "../../device/go-online.ts";
import { printEvent, withErrorEvents } from "../../device/json-lines.ts";
import { openDevice } from "../../device/open-device.ts";
import { waitFor } from "../../device/wait-for.ts";

/** `culver device send`: one text, acknowledged. */
export const deviceSend: Command = {
  name: "device send",
  synopsis: "NUMBER TEXT --store DIR --server URL [--timeout SECONDS]",
  summary: "Send a text; returns 0 once the server has acknowledged it",
  details:
    "Without the server's acknowledgement within --timeout (30) it returns 1; the text stays in the outbox and goes out with the next call that connects.",
  async run(args, context) {
    const { device, values, positionals } = readDeviceOptions(
      args,
      { timeout: { type: "string", default: "30" } },
      { least: 2, most: 2 },
    );
    const [number = "", text = ""] = positionals;
    const seconds = wholeNumberFlag("--timeout", String(values.timeout), 1);
    return withErrorEvents(context, async () => {
      await using open = await openDevice(device);
      const { client } = open;
      await goOnline(client, { seconds: seconds, signal: context.signal });
      const [found] = await client.lookup([number]);
      if (found?.contact === undefined)
        throw new ClientError("not_on_culver", "Nobody on this server has that number.");
      const conversation = await client.openConversation(found.contact.account);
      const { id } = await client.sendText(conversation.id, text);
      const message = await waitFor(
        client,
        async () => {
          const [now] = await client.messages(conversation.id, { around: id, limit: 1 });
          return now === undefined || now.id !== id || now.status === "queued" ? undefined : now;
        },
        { seconds, signal: context.signal, what: "The server's acknowledgement" },
      );
      if (message.status === "failed") throw new ClientError("not_sent", message.failure ?? "Not sent.");
      printEvent(context, { event: "sent", to: number, id, status: message.status });
      return ExitCode.ok;
    });
  },
};
