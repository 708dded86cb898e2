import { type Command, ExitCode } from "../../command.ts";
import { readDeviceOptions } from "../../device/device-options.ts";
import { goOnline } from "../../device/go-online.ts";
import { printEvent, withErrorEvents } from "../../device/json-lines.ts";
import { openDevice } from "../../device/open-device.ts";

const CONNECT_SECONDS = 30;

/** `culver device contacts`: whom this device knows, from its own store. */
export const deviceContacts: Command = {
  name: "device contacts",
  synopsis: "[NUMBER...] --store DIR --server URL",
  summary: "Print the contacts this device knows, or which of some numbers are on Culver",
  async run(args, context) {
    const { device, positionals } = readDeviceOptions(args, {}, { least: 0, most: 1000 });
    return withErrorEvents(context, async () => {
      await using open = await openDevice(device);
      const { client } = open;
      if (positionals.length > 0) {
        await goOnline(client, { seconds: CONNECT_SECONDS, signal: context.signal });
        for (const { number, contact } of await client.lookup(positionals))
          printEvent(context, { event: "lookup", number, account: contact?.account ?? null });
        return ExitCode.ok;
      }
      for (const { account, number, name, profileName, verified, blocked } of await client.contacts())
        printEvent(context, {
          event: "contact",
          account,
          number: number ?? null,
          name: name ?? profileName ?? null,
          verified,
          blocked,
        });
      return ExitCode.ok;
    });
  },
};
