import { type Command, ExitCode, UsageError } from "../../command.ts";
import { readDeviceOptions } from "../../device/device-options.ts";
import { printEvent, withErrorEvents } from "../../device/json-lines.ts";
import { openDevice } from "../../device/open-device.ts";
import { savePendingRegistration } from "../../device/pending-registration.ts";

/** `culver device register`: asks for a sign-up code by SMS. */
export const deviceRegister: Command = {
  name: "device register",
  synopsis: "--store DIR --server URL --number NUMBER",
  summary: "Ask for a sign-up code by SMS",
  details: "NUMBER is in international form: +447700900001. culver device verify CODE comes next.",
  async run(args, context) {
    const { device, values } = readDeviceOptions(args, { number: { type: "string" } }, { least: 0, most: 0 });
    const number = values.number as string | undefined;
    if (number === undefined) throw new UsageError("--number NUMBER is missing");
    return withErrorEvents(context, async () => {
      await using open = await openDevice(device);
      const started = await open.client.startRegistration(number);
      savePendingRegistration(device.store, started);
      printEvent(context, {
        event: "code_sent",
        number: started.number,
        expires_in: started.expiresIn,
        resend_after: started.resendAfter,
      });
      return ExitCode.ok;
    });
  },
};
