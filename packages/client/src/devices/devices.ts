import type { LinkedDevice } from "../api.ts";
import type { Context } from "../core/context.ts";
import { ClientError } from "../errors.ts";
import { type Bearer, type Http, requireText } from "../registration/http.ts";

type Body = Readonly<Record<string, unknown>>;

/** The account at the server: its devices, its registration lock, its end. */
export class Devices {
  readonly #context: Context;
  readonly #http: Http;

  constructor(context: Context, http: Http) {
    this.#context = context;
    this.#http = http;
  }

  async list(): Promise<readonly LinkedDevice[]> {
    const body = await this.#http.call("GET", "/v1/devices", { bearer: this.#bearer() });
    const devices = Array.isArray(body.devices) ? (body.devices as Body[]) : [];
    return devices.map((device) => this.#linked(device));
  }

  async remove(device: string): Promise<void> {
    await this.#http.call("DELETE", `/v1/devices/${encodeURIComponent(device)}`, { bearer: this.#bearer() });
  }

  async setRegistrationLock(pin: string | null): Promise<void> {
    const bearer = this.#bearer();
    if (pin === null) await this.#http.call("DELETE", "/v1/registration-lock", { bearer });
    else {
      if (!/^[0-9A-Za-z]{4,20}$/.test(pin))
        throw new ClientError("invalid_pin", "A PIN has 4 to 20 digits or letters.");
      await this.#http.call("PUT", "/v1/registration-lock", { bearer, body: { pin } });
    }
  }

  /** Ends this device, or the whole account, at the server. */
  async leave(deleteAccount: boolean): Promise<void> {
    const path = deleteAccount ? "/v1/account" : `/v1/devices/${this.#context.keys.self.device}`;
    await this.#http.call("DELETE", path, { bearer: this.#bearer() });
  }

  #bearer(): Bearer {
    return this.#context.keys.self;
  }

  #linked(body: Body): LinkedDevice {
    const device = requireText(body, "device");
    const lastSeenAt = momentOf(body.last_seen_at);
    return {
      device,
      name: typeof body.name === "string" ? body.name : "",
      createdAt: momentOf(body.created_at) ?? 0,
      ...(lastSeenAt === undefined ? {} : { lastSeenAt }),
      current: device === this.#context.keys.self.device,
    };
  }
}

/** Unix ms, or a date-time of RFC 3339. */
function momentOf(value: unknown): number | undefined {
  const at = typeof value === "string" ? Date.parse(value) : value;
  return typeof at === "number" && Number.isFinite(at) ? at : undefined;
}
