import { ClientError } from "@culver/client";
import { type Command, ExitCode } from "../../command.ts";
import { readDeviceOptions } from "../../device/device-options.ts";
import { printEvent, withErrorEvents } from "../../device/json-lines.ts";
import { openDevice } from "../../device/open-device.ts";
import { forgetPendingRegistration, loadPendingRegistration } from "../../device/pending-registration.ts";

/** `culver device verify`: ends sign-up; others can write to this device when it returns. */
export const deviceVerify: Command = {
  name: "device verify",
  synopsis: "CODE --store DIR --server URL [--name NAME] [--pin PIN]",
  summary: "End sign-up with the code; returns when key packages are published",
  details: "--name NAME  what others see\n--pin PIN    the registration lock's, where the number has one",
  async run(args, context) {
    const { device, values, positionals } = readDeviceOptions(
      args,
      { name: { type: "string" }, pin: { type: "string" } },
      { least: 1, most: 1 },
    );
    const { name, pin } = values as { name?: string; pin?: string };
    return withErrorEvents(context, async () => {
      const pending = loadPendingRegistration(device.store);
      if (pending === undefined)
        throw new ClientError("no_registration", "Ask for a code first: culver device register.");
      await using open = await openDevice(device);
      const code = (positionals[0] ?? "").replace(/\D/g, "");
      const options = { deviceName: "culver device", ...(pin === undefined ? {} : { pin }) };
      const self = await open.client.verifyCode(pending.registration, code, options);
      if (name !== undefined) await open.client.setProfileName(name);
      forgetPendingRegistration(device.store);
      printEvent(context, {
        event: "registered",
        account: self.account,
        device: self.device,
        number: self.number,
      });
      return ExitCode.ok;
    });
  },
};
