import type { DeviceLists } from "../contacts/device-lists.ts";
import type { ListRechecks } from "../contacts/list-rechecks.ts";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import { awaitedDeviceTable } from "../records/device-record.ts";
import { type Http, requireText } from "../registration/http.ts";
import type { Registration } from "../registration/registration.ts";
import { decodeLink, encodeLink } from "./link-bundle.ts";

/** Further devices of an account: one makes a secret, the other becomes a device by it. */
export class Linking {
  readonly #context: Context;
  readonly #http: Http;
  readonly #registration: Registration;
  readonly #lists: DeviceLists;
  readonly #rechecks: ListRechecks;

  constructor(
    context: Context,
    http: Http,
    registration: Registration,
    lists: DeviceLists,
    rechecks: ListRechecks,
  ) {
    this.#context = context;
    this.#http = http;
    this.#registration = registration;
    this.#lists = lists;
    this.#rechecks = rechecks;
  }

  /**
   * A further device at the server, and the secret that makes a program that device. Throws ClientError, `not_possible`
   * when this device does not hold the account's present key.
   */
  async create(deviceName: string): Promise<string> {
    const { keys, db, clock } = this.#context;
    const { account, number, domain, name, accountKey } = keys.self;
    if (accountKey === undefined || keys.self.stage !== "published")
      throw new ClientError("not_possible", "Only a device that holds the account's key can link another.");
    // Pinned, so that its growth is seen as such.
    await this.#context.jobs.run(() => this.#lists.refresh(account));
    const answer = await this.#http.call("POST", "/v1/devices", {
      bearer: keys.self,
      body: { device_name: deviceName },
    });
    const device = requireText(answer, "device");
    const token = requireText(answer, "token");
    await db.transact(async (tx) => awaitedDeviceTable.put(tx, [device], clock()));
    this.#rechecks.open();
    return encodeLink({ account, device, token, number, domain, name, accountKey });
  }

  /** Stores who this device is; its keys and its place on the list follow. Throws ClientError `invalid_link`. */
  async accept(secret: string): Promise<void> {
    const bundle = decodeLink(secret);
    await this.#registration.become({ stage: "token", linked: true, ...bundle });
  }
}
