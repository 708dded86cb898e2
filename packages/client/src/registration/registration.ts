import { isValidAccountId, isValidDeviceId, isValidDomain } from "@culver/protocol";
import type { CodeMethod, RegistrationStarted } from "../api.ts";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import type { GroupStates } from "../groups/group-states.ts";
import { wipe } from "../maintenance/wipe.ts";
import { unsealed } from "../outbox/outbox.ts";
import { awaitedDeviceTable, givenCredentialTable, removalTable } from "../records/device-record.ts";
import { outboxTable } from "../records/outbox-record.ts";
import { keyPackageTable, type SelfRecord } from "../records/self-record.ts";
import type { Transaction } from "../store/transaction.ts";
import { codeMethodsOf } from "./code-methods.ts";
import { type Http, requireNumber, requireText } from "./http.ts";

type Body = Readonly<Record<string, unknown>>;

/** Sign-up by a code in an SMS. */
export class Registration {
  readonly #context: Context;
  readonly #http: Http;
  readonly #states: GroupStates;

  constructor(context: Context, http: Http, states: GroupStates) {
    this.#context = context;
    this.#http = http;
    this.#states = states;
  }

  async start(number: string, method?: CodeMethod): Promise<RegistrationStarted> {
    const body = { number, ...(method === undefined ? {} : { method }) };
    return startedFrom(await this.#http.call("POST", "/v1/registration", { body }));
  }

  async resend(registration: string, method?: CodeMethod): Promise<RegistrationStarted> {
    const body = method === undefined ? {} : { method };
    return startedFrom(await this.#http.call("POST", `${pathOf(registration)}/resend`, { body }));
  }

  /** Stores the token before anything else happens: a crash from here on resumes at the next start. */
  async verify(
    registration: string,
    code: string,
    options: { readonly pin?: string; readonly deviceName?: string },
  ): Promise<SelfRecord> {
    const body = {
      code,
      ...(options.pin === undefined ? {} : { pin: options.pin }),
      ...(options.deviceName === undefined ? {} : { device_name: options.deviceName }),
    };
    const answer = await this.#http.call("POST", `${pathOf(registration)}/verify`, { body });
    const record = selfFrom(answer, this.#context.keys.record?.name ?? "");
    await this.become(record);
    return record;
  }

  /** Stores who this device is from now on. What it was before is forgotten, except its own account's messages. */
  async become(record: SelfRecord): Promise<void> {
    await this.#context.db.transact(async (tx) => {
      const before = this.#context.keys.record;
      if (before !== undefined && before.account !== record.account) await wipe(tx);
      await this.#forgetOldDevice(tx);
      this.#context.keys.put(tx, record);
    });
  }

  /** A new device has no part in the groups of the old one; what waits to go out is encrypted again. */
  async #forgetOldDevice(tx: Transaction): Promise<void> {
    await this.#states.clear(tx);
    await keyPackageTable.clear(tx);
    await removalTable.clear(tx);
    await awaitedDeviceTable.clear(tx);
    await givenCredentialTable.clear(tx);
    for (const { key, row } of await outboxTable.list(tx)) outboxTable.put(tx, [key], unsealed(row));
  }
}

function pathOf(registration: string): string {
  return `/v1/registration/${encodeURIComponent(registration)}`;
}

function startedFrom(body: Body): RegistrationStarted {
  const methods = codeMethodsOf(body.methods);
  return {
    registration: requireText(body, "registration"),
    number: requireText(body, "number"),
    expiresIn: requireNumber(body, "expires_in"),
    resendAfter: requireNumber(body, "resend_after"),
    ...(methods === undefined ? {} : { methods }),
  };
}

function selfFrom(body: Body, name: string): SelfRecord {
  const account = requireText(body, "account");
  const device = requireText(body, "device");
  const domain = requireText(body, "domain");
  if (!isValidAccountId(account) || !isValidDeviceId(device) || !isValidDomain(domain))
    throw new ClientError("server_error", "The server's answer could not be understood.");
  const token = requireText(body, "token");
  return { stage: "token", account, device, token, number: requireText(body, "number"), domain, name };
}
