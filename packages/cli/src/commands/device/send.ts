import { ClientError, type Conversation, type CulverClient } from "@culver/client";
import { type Command, ExitCode } from "../../command.ts";
import { acknowledged } from "../../device/acknowledged.ts";
import { readDeviceOptions, wholeNumberFlag } from "../../device/device-options.ts";
import { goOnline } from "../../device/go-online.ts";
import { printEvent, withErrorEvents } from "../../device/json-lines.ts";
import { openDevice } from "../../device/open-device.ts";

/** `culver device send`: one text, acknowledged. */
export const deviceSend: Command = {
  name: "device send",
  synopsis: "NUMBER TEXT [--sms] --store DIR --server URL [--timeout SECONDS]",
  summary: "Send a text; returns 0 once the server has acknowledged it",
  details: [
    "--sms  to a phone that is not on Culver, as SMS: not encrypted beyond the gateway. Never without this flag.",
    "",
    "Without the server's acknowledgement within --timeout (30) it returns 1; the text stays in the outbox and goes out with the next call that connects.",
  ].join("\n"),
  async run(args, context) {
    const { device, values, positionals } = readDeviceOptions(
      args,
      { timeout: { type: "string", default: "30" }, sms: { type: "boolean", default: false } },
      { least: 2, most: 2 },
    );
    const [number = "", text = ""] = positionals;
    const seconds = wholeNumberFlag("--timeout", String(values.timeout), 1);
    return withErrorEvents(context, async () => {
      await using open = await openDevice(device);
      const { client } = open;
      await goOnline(client, { seconds: seconds, signal: context.signal });
      const conversation = await conversationWith(client, number, values.sms === true);
      const { id } = await client.sendText(conversation.id, text);
      const message = await acknowledged(client, conversation.id, id, { seconds, signal: context.signal });
      const channel = conversation.kind === "sms" ? "sms" : "culver";
      printEvent(context, { event: "sent", channel, to: number, id, status: message.status });
      return ExitCode.ok;
    });
  },
};

/** An SMS is sent to who asked for one, and to nobody who can be written to encrypted. */
async function conversationWith(client: CulverClient, number: string, sms: boolean): Promise<Conversation> {
  const [found] = await client.lookup([number]);
  const { contact } = found ?? {};
  if (contact !== undefined && sms)
    throw new ClientError("on_culver", "This number is on Culver: send without --sms, encrypted.");
  if (contact !== undefined) return client.openConversation(contact.account);
  if (!sms)
    throw new ClientError(
      "not_on_culver",
      "Nobody on this server has that number. To send it as SMS, which is not encrypted, add --sms.",
    );
  return client.openSmsConversation(found?.number ?? number);
}
