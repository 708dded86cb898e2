import type { Command } from "../../command.ts";
import { deviceChoose } from "./choose.ts";
import { deviceContacts } from "./contacts.ts";
import { deviceListen } from "./listen.ts";
import { deviceRegister } from "./register.ts";
import { deviceSend } from "./send.ts";
import { deviceSms } from "./sms.ts";
import { deviceVerify } from "./verify.ts";
import { deviceWake } from "./wake.ts";

/** The terminal client: each call opens the device in a folder, does one thing, and prints lines of JSON. */
export const deviceCommands: readonly Command[] = [
  deviceRegister,
  deviceVerify,
  deviceSend,
  deviceChoose,
  deviceListen,
  deviceContacts,
  deviceSms,
  deviceWake,
];
