import type { BusinessAccounts, Callback } from "../accounts/index.ts";
import { displayPhone, GraphError, parsePhone } from "../graph/index.ts";
import type { BusinessNumber, RelayPort } from "../model/index.ts";
import { AdminError } from "./errors.ts";
import type { AdminDevices, AgentsDesk } from "./ports.ts";
import { createTurns } from "./turns.ts";

/** A number that is to be a business's, and how its sign-up is proved. */
export interface SignUpRequest {
  /** E.164. */
  readonly number: string;
  /** What customers see; needed for a number that is new here. */
  readonly name?: string | undefined;
  /** The business it joins; without one a new business is made. */
  readonly business?: string | undefined;
  /** How a code is to be sent, where one is needed. */
  readonly method?: "sms" | "voice" | undefined;
  /** The code that came. */
  readonly code?: string | undefined;
  /** Of the relay's operator, instead of a code. */
  readonly voucher?: { readonly registration: string; readonly code: string } | undefined;
  /** Of the account that has the number already. */
  readonly pin?: string | undefined;
  readonly callback?: Callback | undefined;
}

/** What software needs to speak for the number. `token` is told this once. */
export interface SignedUp {
  readonly state: "connected";
  readonly name: string;
  readonly number: string;
  readonly phone_number_id: string;
  readonly waba_id: string;
  readonly app_id: string;
  readonly app_secret: string;
  readonly token: string;
  readonly base_url: string;
  /** Where the first agent signs in; absent once somebody has. */
  readonly inbox?: string;
}

export type SignUpAnswer = SignedUp | { readonly state: "code_sent"; readonly number: string };

export interface SignUpPorts {
  readonly accounts: BusinessAccounts;
  readonly devices: AdminDevices;
  readonly relay?: RelayPort | undefined;
  readonly agents: AgentsDesk;
  readonly publicUrl: URL;
}

/**
 * Makes a number a business's, step by step; each step is on disk before the next, and the same request again goes on
 * where the last one ended. Asked about a number that is connected, it gives what is known and a new token.
 */
export function createSignUp(ports: SignUpPorts): (request: SignUpRequest) => Promise<SignUpAnswer> {
  const { accounts, devices } = ports;
  const inTurn = createTurns();
  return (request) => {
    const { e164 } = parsePhone(request.number);
    return inTurn(e164, async () => {
      const { callback } = request;
      // What is refused leaves nothing behind.
      if (callback !== undefined && accounts.numberOf(e164) === undefined)
        await accounts.checkCallback(callback);
      const number = await numberFor(accounts, e164, request);
      const app = accounts.business(number.business)?.app ?? "";
      if (callback !== undefined) await accounts.setCallback(app, callback);
      // The number was registered elsewhere since, or its device removed: it begins anew.
      const isOut = devices.connection(number.id)?.state === "signed-out";
      if (isOut) await devices.remove(number);
      if ((isOut || number.status !== "connected") && !(await connect(ports, number, request))) {
        return { state: "code_sent", number: displayPhone(e164) };
      }
      await devices.open(number);
      return signedUp(ports, number);
    });
  };
}

async function numberFor(
  accounts: BusinessAccounts,
  number: string,
  { business, name }: SignUpRequest,
): Promise<BusinessNumber> {
  const there = accounts.numberOf(number);
  if (there !== undefined) {
    if (business !== undefined && there.business !== business) {
      throw new GraphError(100, { details: "This number belongs to another business here already." });
    }
    return renamed(accounts, there, name);
  }
  if (name === undefined) throw new GraphError(100, { details: "A number that is new here needs a name." });
  return business === undefined
    ? accounts.createWithNumber({ name, number })
    : accounts.addNumber(business, { name, number });
}

/** A sign-up that has not ended yet may be begun again under another name. */
async function renamed(
  accounts: BusinessAccounts,
  number: BusinessNumber,
  name: string | undefined,
): Promise<BusinessNumber> {
  if (number.status !== "pending" || name === undefined || name === number.name) return number;
  await accounts.setNumberName(number.id, name);
  if (accounts.numbersOf(number.business).length === 1) await accounts.setBusinessName(number.business, name);
  return accounts.number(number.id) ?? number;
}

/** Resolves to whether the number is connected; if not, a code is on its way to it. */
async function connect(
  { accounts, devices, relay }: SignUpPorts,
  number: BusinessNumber,
  { voucher, code, pin, method }: SignUpRequest,
): Promise<boolean> {
  // A process that ended between the sign-up and its last step has the device already.
  if (number.status === "pending") await devices.open(number);
  if (devices.client(number.id) === undefined) {
    const proof =
      voucher ?? (code === undefined ? await relay?.voucher(number.number) : awaited(accounts, number, code));
    if (proof === undefined) {
      const { registration } = await devices.requestCode(number, method ?? "sms");
      await accounts.setRegistration(number.id, registration);
      return false;
    }
    await devices.register(number, { ...proof, ...(pin === undefined ? {} : { pin }) });
  }
  await accounts.setStatus(number.id, "connected");
  return true;
}

function awaited(accounts: BusinessAccounts, { id }: BusinessNumber, code: string) {
  const registration = accounts.registrationOf(id);
  if (registration !== undefined) return { registration, code };
  throw new AdminError("No code has been asked for to this number: leave the code out to have one sent.", {
    status: 409,
    code: "no_registration",
  });
}

async function signedUp(
  { accounts, agents, publicUrl }: SignUpPorts,
  number: BusinessNumber,
): Promise<SignedUp> {
  const { business } = number;
  const app = accounts.app(accounts.business(business)?.app ?? "");
  if (app === undefined) throw new Error("a business without an app");
  const inbox = await firstInvitation(agents, business);
  const { token } = await accounts.createToken({ business, label: "culver business create" });
  return {
    state: "connected",
    name: number.name,
    number: number.number,
    phone_number_id: number.id,
    waba_id: business,
    app_id: app.id,
    app_secret: app.secret,
    token,
    base_url: publicUrl.origin,
    ...(inbox === undefined ? {} : { inbox }),
  };
}

/** A link for the first agent, as long as nobody has signed in. */
async function firstInvitation(agents: AgentsDesk, business: string): Promise<string | undefined> {
  const there = await agents.list(business);
  const [first] = there;
  if (first === undefined) {
    return (await agents.invite(business, { name: "Admin", role: "admin" })).link;
  }
  const nobodyCame = there.every(({ hasPassword, passkeys }) => !hasPassword && passkeys === 0);
  return nobodyCame ? agents.link(business, first.id) : undefined;
}
