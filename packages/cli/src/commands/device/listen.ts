import { type Command, ExitCode } from "../../command.ts";
import { readDeviceOptions, wholeNumberFlag } from "../../device/device-options.ts";
import { printEvent, withErrorEvents } from "../../device/json-lines.ts";
import { openDevice } from "../../device/open-device.ts";
import { unprintedMessages } from "../../device/unprinted-messages.ts";
import { waitFor } from "../../device/wait-for.ts";

/** `culver device listen`: messages as lines of JSON. */
export const deviceListen: Command = {
  name: "device listen",
  synopsis: "--store DIR --server URL [--count K] [--timeout SECONDS]",
  summary: "Print messages as they come, one line of JSON each",
  details: [
    "--count K          end after K messages; without it, run until interrupted",
    "--timeout SECONDS  give up, with exit code 1, when K messages have not come by then",
    "",
    "Begins with messages that came during other calls and were not printed. What is printed is marked read.",
    "channel is culver for what was encrypted end to end, sms for a text from a phone, which has no account.",
    "What is no text has a kind (attachment, place, contacts, interactive, choice) with what it holds, and its words as text;",
    "a choice of an interactive message is answered by device choose.",
    'A line: {"event":"message","channel":"culver","from":"+447700900001","text":"Hello","id":"…","at":1790000000000,"account":"…"}',
  ].join("\n"),
  async run(args, context) {
    const { device, values } = readDeviceOptions(
      args,
      { count: { type: "string" }, timeout: { type: "string", default: "999999999" } },
      { least: 0, most: 0 },
    );
    const count =
      values.count === undefined
        ? Number.POSITIVE_INFINITY
        : wholeNumberFlag("--count", String(values.count), 1);
    const seconds = wholeNumberFlag("--timeout", String(values.timeout), 1);
    return withErrorEvents(context, async () => {
      await using open = await openDevice(device);
      const { client } = open;
      await client.connect();
      const until = Date.now() + seconds * 1000;
      let printed = 0;
      while (printed < count) {
        const fresh = await waitFor(
          client,
          async () => {
            const messages = await unprintedMessages(client);
            return messages.length === 0 ? undefined : messages;
          },
          {
            seconds: Math.max(0.001, (until - Date.now()) / 1000),
            signal: context.signal,
            what: "Waiting for messages",
          },
        );
        for (const { event, conversation, id } of fresh.slice(0, count - printed)) {
          printEvent(context, event);
          await client.markRead(conversation, id);
          printed++;
        }
      }
      return ExitCode.ok;
    });
  },
};
