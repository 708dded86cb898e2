import { deviceListIqs } from "../devices/device-list-iqs.ts";
import { directoryIqs } from "../directory/lookup-iq.ts";
import { keyIqs } from "../keys/key-iqs.ts";
import type { IqTable } from "../ports.ts";
import { privacyIqs } from "../privacy/privacy-iq.ts";
import type { IqContext } from "./iq-context.ts";

/** The iqs about keys, devices, the directory and privacy. */
export function createAccountIqs(context: IqContext): IqTable {
  return new Map([
    ...keyIqs(context),
    ...deviceListIqs(context),
    ...directoryIqs(context),
    ...privacyIqs(context),
  ]);
}
