import { type Command, ExitCode, UsageError } from "../../command.ts";
import { readDeviceOptions, wholeNumberFlag } from "../../device/device-options.ts";
import { goOnline } from "../../device/go-online.ts";
import { printEvent, withErrorEvents } from "../../device/json-lines.ts";
import { openDevice } from "../../device/open-device.ts";

const CONNECT_SECONDS = 30;

/** `culver device wake`: encrypted SMS to this device's number when it has been offline. */
export const deviceWake: Command = {
  name: "device wake",
  synopsis: "[--after MINUTES | off] --store DIR --server URL",
  summary:
    "Have messages sent as encrypted SMS after this device has been offline for a while, or not any more",
  details: [
    "--after MINUTES  1 to 1440: how long a message waits for the device",
    "off              no encrypted SMS to this device",
    "",
    "Without either it prints how it is set. One device of an account takes encrypted SMS: the one that asked last.",
  ].join("\n"),
  async run(args, context) {
    const { device, values, positionals } = readDeviceOptions(
      args,
      { after: { type: "string" } },
      { least: 0, most: 1 },
    );
    const minutes = minutesOf(values.after, positionals[0]);
    return withErrorEvents(context, async () => {
      await using open = await openDevice(device);
      const { client } = open;
      if (minutes !== undefined) {
        await goOnline(client, { seconds: CONNECT_SECONDS, signal: context.signal });
        await client.changeSettings({ encryptedSmsAfterMinutes: minutes });
      }
      const { encryptedSmsAfterMinutes } = await client.settings();
      printEvent(context, { event: "wake", after_minutes: encryptedSmsAfterMinutes });
      return ExitCode.ok;
    });
  },
};

function minutesOf(after: unknown, word: string | undefined): number | undefined {
  if (word !== undefined && word !== "off")
    throw new UsageError(`${word} is neither off nor --after MINUTES`);
  if (after === undefined) return word === undefined ? undefined : 0;
  if (word !== undefined) throw new UsageError("off and --after cannot both be");
  const minutes = wholeNumberFlag("--after", String(after), 1);
  if (minutes > 1_440) throw new UsageError("--after is at most 1440");
  return minutes;
}
