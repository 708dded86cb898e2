import { GraphError, unknownObject } from "../graph/index.ts";
import type { BusinessNumber, Devices, RelayPort } from "../model/index.ts";
import type { ApiAccounts, Registrar } from "./ports.ts";

export interface RegistrarOptions {
  readonly accounts: Pick<ApiAccounts, "number" | "setStatus" | "setRegistration" | "registrationOf">;
  readonly devices: Pick<Devices, "requestCode" | "register" | "open" | "remove" | "client">;
  /** The relay beside us, which vouches for its numbers: no code is needed then. */
  readonly relay?: RelayPort | undefined;
}

/** Registration of numbers over their devices. */
export function createRegistrar({ accounts, devices, relay }: RegistrarOptions): Registrar {
  const known = (id: string): BusinessNumber => {
    const number = accounts.number(id);
    if (number === undefined) throw unknownObject("post", id);
    return number;
  };
  async function signUp(
    number: BusinessNumber,
    proof: { readonly registration: string; readonly code: string },
  ): Promise<void> {
    await told(devices.register(number, proof));
    await accounts.setStatus(number.id, "connected");
  }
  return {
    async requestCode(id, method) {
      const number = known(id);
      if (number.status === "connected") throw wrong("The number is verified already.");
      const { registration } = await told(devices.requestCode(number, method));
      await accounts.setRegistration(id, registration);
    },
    async verifyCode(id, code) {
      const number = known(id);
      const registration = accounts.registrationOf(id);
      if (registration === undefined) throw wrong("Ask for a code first: request_code.");
      await signUp(number, { registration, code });
    },
    async register(id) {
      const number = known(id);
      if (number.status === "connected" && devices.client(id) !== undefined) return;
      if (relay === undefined) {
        throw new GraphError(133010, { details: "Verify the number first: request_code, then verify_code." });
      }
      await signUp(number, await told(relay.voucher(number.number)));
    },
    async deregister(id) {
      const number = known(id);
      await told(devices.remove(number));
      await accounts.setStatus(id, "deregistered");
    },
  };
}

const wrong = (details: string, cause?: unknown): GraphError => new GraphError(100, { details, cause });
const AWAY = new Set(["network", "offline", "timeout", "server_error"]);

/** What a device says is wrong, in the API's codes. Its sentences are for people and hold no numbers. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ClientError" || !("code" in error)) throw error;
    if (error.code === "rate_limited") throw new GraphError(133016, { cause: error });
    if (AWAY.has(String(error.code))) throw new GraphError(131016, { cause: error });
    throw wrong(error.message, error);
  }
}
