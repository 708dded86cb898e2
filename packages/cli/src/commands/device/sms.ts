import { ClientError } from "@culver/client";
import { type Command, ExitCode } from "../../command.ts";
import { readDeviceOptions } from "../../device/device-options.ts";
import { printEvent, withErrorEvents } from "../../device/json-lines.ts";
import { openDevice } from "../../device/open-device.ts";
import { parseSms, readSmsFile } from "../../device/read-sms.ts";
import { unprintedMessages } from "../../device/unprinted-messages.ts";

/** `culver device sms`: encrypted SMS that a phone or the sandbox has received, without a network. */
export const deviceSms: Command = {
  name: "device sms",
  synopsis: "[FILE] --store DIR --server URL",
  summary: "Take in encrypted SMS from a file or standard input, and print the messages they hold",
  details: [
    "FILE  lines of JSON, or the answer of GET /sandbox/handsets/NUMBER/messages; standard input when it is missing or -",
    "",
    "A line is one short message of data, its user data header included, in hex or base64:",
    '  {"from":"+447700900200","userData":"0b000301020105043f923f92…"}',
    "Nothing goes over the network. A message's parts may come in any order, and in several calls. One that cannot be read yet",
    "comes with the next call that connects. What is printed is marked read. Exit code 1 when a line holds no encrypted SMS.",
    "",
    "For example: curl -s localhost:8080/sandbox/handsets/+447700900001/messages | culver device sms --store alice --server …",
  ].join("\n"),
  async run(args, context) {
    const { device, positionals } = readDeviceOptions(args, {}, { least: 0, most: 1 });
    const received = parseSms(await readSmsFile(positionals[0]));
    return withErrorEvents(context, async () => {
      await using open = await openDevice(device);
      const { client } = open;
      let complete = 0;
      let refused = 0;
      for (const sms of received) {
        try {
          if (await client.takeInSms(sms)) complete++;
        } catch (error) {
          if (!(error instanceof ClientError) || error.code !== "not_encrypted_sms") throw error;
          refused++;
          printEvent(context, { event: "error", code: error.code, message: error.message });
        }
      }
      for (const { event, conversation, id } of await unprintedMessages(client, { waitForNumber: false })) {
        printEvent(context, event);
        await client.markRead(conversation, id);
      }
      printEvent(context, { event: "taken", parts: received.length, messages: complete, refused });
      return refused === 0 ? ExitCode.ok : ExitCode.failure;
    });
  },
};
