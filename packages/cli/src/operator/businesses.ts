import { UsageError } from "../command.ts";
import { type OperatorClient, SERVER_FLAGS, SERVER_FLAGS_HELP } from "./operator-client.ts";

/** A business as the running process lists it. */
export interface ListedBusiness {
  readonly id: string;
  readonly name: string;
  readonly app: string;
  readonly isSubscribed: boolean;
  readonly numbers: readonly {
    readonly id: string;
    readonly number: string;
    readonly name: string;
    readonly status: string;
    readonly connection: string;
  }[];
}

/** Flags of every command about one business. */
export const BUSINESS_FLAGS = { ...SERVER_FLAGS, business: { type: "string" } } as const;

/** @param between what else the command says of itself */
export const businessHelp = (...between: readonly string[]): readonly string[] => [
  "--business ID  whose: waba_id of culver business list; may be left out where there is one",
  ...between,
  SERVER_FLAGS_HELP,
];

export async function listBusinesses(client: OperatorClient): Promise<readonly ListedBusiness[]> {
  return (await client.get<{ businesses: ListedBusiness[] }>("/business/admin/businesses")).businesses;
}

/** The business that is meant, by its id or by being the only one. @throws UsageError */
export async function findBusiness(client: OperatorClient, id: string | undefined): Promise<ListedBusiness> {
  const all = await listBusinesses(client);
  const [only] = all;
  if (only === undefined)
    throw new UsageError("there is no business here: see culver business create --help");
  const found = id === undefined ? (all.length === 1 ? only : undefined) : all.find((each) => each.id === id);
  if (found !== undefined) return found;
  const known = all.map((each) => `${each.id} (${each.name})`).join(", ");
  throw new UsageError(
    id === undefined ? `say which with --business: ${known}` : `no business ${id}; there are ${known}`,
  );
}
