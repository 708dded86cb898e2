import { culver } from "../support/culver.ts";
import type { Receiver } from "./receiver.ts";

/** What `culver business create` prints. */
export interface Created {
  readonly phone_number_id: string;
  readonly waba_id: string;
  readonly app_id: string;
  readonly app_secret: string;
  readonly token: string;
  /** The invitation of the first agent, an admin. */
  readonly inbox: string;
}

export interface NewBusiness {
  readonly name: string;
  readonly number: string;
  readonly receiver: Receiver;
  /** Of the server that runs already. */
  readonly port: number;
  readonly data: string;
}

/** Runs `culver business create`. Throws what it says when it makes none. */
export async function createBusiness({ name, number, receiver, port, data }: NewBusiness): Promise<Created> {
  const ran = await culver(
    ...["business", "create", "--name", name, "--number", number],
    ...["--callback", receiver.url, "--verify-token", receiver.verifyToken],
    ...["--port", String(port), "--data", data, "--json"],
  );
  const created = ran.events[0] as unknown as Created | undefined;
  if (created === undefined) throw new Error(`no business was made: ${ran.errors}`);
  return created;
}
