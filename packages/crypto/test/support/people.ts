import {
  type AccountKey,
  addMembers,
  adopt,
  createDeviceIdentity,
  createGroup,
  createKeyPackage,
  type DeviceIdentity,
  decrypt,
  encrypt,
  type GroupState,
  generateAccountKey,
  joinFromWelcome,
  type NewKeyPackage,
  type PendingCommit,
  processCommit,
} from "../../src/index.ts";

export const everyone = async () => true;
const utf8 = new TextEncoder();

/** A device and the state it holds of the one group a test is about. */
export class Person {
  readonly identity: DeviceIdentity;
  readonly accountKey: AccountKey;
  #state: GroupState | undefined;

  constructor(identity: DeviceIdentity, accountKey: AccountKey) {
    this.identity = identity;
    this.accountKey = accountKey;
  }

  static async named(account: string, device = "phone", accountKey?: AccountKey): Promise<Person> {
    const key = accountKey ?? (await generateAccountKey());
    return new Person(await createDeviceIdentity(account, device, key), key);
  }

  get state(): GroupState {
    if (this.#state === undefined) throw new Error(`${this.identity.account} is in no group`);
    return this.#state;
  }

  set state(state: GroupState) {
    this.#state = state;
  }

  get inGroup(): boolean {
    return this.#state?.active === true;
  }

  keyPackage(): Promise<NewKeyPackage> {
    return createKeyPackage(this.identity);
  }

  async say(text: string): Promise<Uint8Array> {
    const sent = await encrypt(this.state, utf8.encode(text));
    this.state = sent.state;
    return sent.message;
  }

  async hear(message: Uint8Array): Promise<string> {
    const read = await decrypt(this.state, message);
    this.state = read.state;
    return `${read.sender.account}/${read.sender.device}: ${new TextDecoder().decode(read.payload)}`;
  }
}

/** The server accepts `pending`: its maker adopts it, the others process it, and newcomers join by the Welcome. */
export async function accept(
  maker: Person,
  pending: PendingCommit,
  others: readonly Person[],
  newcomers: readonly { readonly person: Person; readonly keyPackage: NewKeyPackage }[] = [],
): Promise<void> {
  for (const other of others)
    other.state = (await processCommit(other.state, pending.commit, everyone)).state;
  maker.state = adopt(maker.state, pending);
  for (const { person, keyPackage } of newcomers) {
    if (pending.welcome === undefined) throw new Error("no Welcome");
    person.state = (await joinFromWelcome(person.identity, pending.welcome, [keyPackage], everyone)).state;
  }
}

/** A group of these people, made by the first. */
export async function groupOf(...people: readonly [Person, ...Person[]]): Promise<void> {
  const [first, ...rest] = people;
  first.state = await createGroup(first.identity);
  if (rest.length === 0) return;
  const newcomers = await Promise.all(
    rest.map(async (person) => ({ person, keyPackage: await person.keyPackage() })),
  );
  const pending = await addMembers(
    first.state,
    newcomers.map(({ keyPackage }) => keyPackage.keyPackage),
    everyone,
  );
  await accept(first, pending, [], newcomers);
}

/** The error a promise is refused with. */
export async function refusal(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("was not refused");
}
