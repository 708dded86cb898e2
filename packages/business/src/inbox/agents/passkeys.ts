import type { Database } from "@culver/storage";
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type WebAuthnCredential,
} from "@simplewebauthn/server";
import { InboxError, refused, taken } from "../errors.ts";
import { writeLog } from "../log.ts";
import type { Agent } from "./agent.ts";
import type { ChallengePurpose, Challenges } from "./challenges.ts";

export interface PasskeysOptions {
  readonly database: Database;
  readonly publicUrl: URL;
  readonly challenges: Challenges;
  readonly challengeMs: number;
  readonly agentOf: (id: string) => Agent | undefined;
  readonly now: () => number;
}

/** WebAuthn by discoverable credentials: who signs in types nothing. */
export interface Passkeys {
  loginOptions(): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** The agent whose passkey answered. @throws InboxError 401, one answer for whatever is wrong */
  login(response: AuthenticationResponseJSON): Promise<Agent>;
  registrationOptions(agent: Agent, business: string): Promise<PublicKeyCredentialCreationOptionsJSON>;
  /** @throws InboxError 422, 409 for a passkey that is there already */
  register(agent: Agent, response: RegistrationResponseJSON): Promise<void>;
  /** All passkeys of an agent. @throws InboxError 422 when nothing would be left to sign in with */
  removeAll(agent: Agent): Promise<void>;
}

/** An agent's passkeys at most. */
const MOST = 20;

type Row = { id: string; agent: string; public_key: Uint8Array; counter: number; transports: string };

const credentialOf = ({ id, public_key, counter, transports }: Row): WebAuthnCredential => ({
  id,
  publicKey: Uint8Array.from(public_key),
  counter,
  transports: JSON.parse(transports) as NonNullable<WebAuthnCredential["transports"]>,
});

export function createPasskeys(options: PasskeysOptions): Passkeys {
  const { database, publicUrl, challenges, challengeMs, agentOf, now } = options;
  const rpID = publicUrl.hostname;
  const expected = (purpose: ChallengePurpose) => ({
    expectedChallenge: (challenge: string) =>
      challenges.isGood(challenge, purpose) && challenges.use(challenge),
    expectedOrigin: publicUrl.origin,
    expectedRPID: rpID,
    // A security key without a PIN has no way to tell who holds it.
    requireUserVerification: false,
  });
  const ofAgent = (agent: Agent) =>
    database.query<Row>("SELECT * FROM business_inbox_passkeys WHERE agent = ?", [agent.id]);

  async function verified(response: AuthenticationResponseJSON): Promise<Agent | undefined> {
    const [row] = await database.query<Row>("SELECT * FROM business_inbox_passkeys WHERE id = ?", [
      response.id,
    ]);
    const agent = row && agentOf(row.agent);
    if (row === undefined || agent === undefined || agent.isDisabled) return undefined;
    const { verified: isRight, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      credential: credentialOf(row),
      ...expected("login"),
    });
    if (!isRight) return undefined;
    const { newCounter } = authenticationInfo;
    // Of two answers with one counter only the first is taken: the second is a copy of the key.
    const isNext = await database.execute(
      "UPDATE business_inbox_passkeys SET counter = ? WHERE id = ? AND (counter < ? OR (counter = 0 AND ? = 0))",
      [newCounter, row.id, newCounter, newCounter],
    );
    return isNext > 0 ? agent : undefined;
  }

  return {
    loginOptions: () =>
      generateAuthenticationOptions({
        ...{ rpID, timeout: challengeMs, userVerification: "preferred" },
        challenge: challenges.create("login"),
      }),

    async login(response) {
      let cause: unknown;
      try {
        const agent = await verified(response);
        if (agent) return agent;
      } catch (error) {
        // The library throws for whatever is not as it should be; a fault of the database is one of ours.
        if (error instanceof Error && error.name.endsWith("StorageError")) throw error;
        cause = error;
      }
      throw new InboxError(401, "wrong_passkey", "This passkey is not known here.", { cause });
    },

    async registrationOptions(agent, business) {
      const existing = await ofAgent(agent);
      return generateRegistrationOptions({
        ...{ rpID, rpName: business, timeout: challengeMs, attestationType: "none" },
        userName: agent.login ?? agent.name,
        userDisplayName: agent.name,
        userID: Uint8Array.from(new TextEncoder().encode(agent.id)),
        challenge: challenges.create(`passkey:${agent.id}`),
        excludeCredentials: existing.map(({ id, transports }) => ({
          id,
          transports: JSON.parse(transports) as string[],
        })),
        authenticatorSelection: { residentKey: "required", userVerification: "preferred" },
      });
    },

    async register(agent, response) {
      const answer = await verifyRegistrationResponse({ response, ...expected(`passkey:${agent.id}`) }).catch(
        (cause: unknown) => {
          throw new InboxError(422, "wrong_passkey", "This passkey could not be checked.", { cause });
        },
      );
      if (!answer.verified) throw new InboxError(422, "wrong_passkey", "This passkey could not be checked.");
      if ((await ofAgent(agent)).length >= MOST) throw refused(`An agent has at most ${MOST} passkeys.`);
      const { id, publicKey, counter, transports = [] } = answer.registrationInfo.credential;
      const columns = ["id", "agent", "public_key", "counter", "transports", "created_at"];
      const row = [id, agent.id, publicKey, counter, JSON.stringify(transports.slice(0, 8)), now()];
      await database.transaction(async (tx) => {
        const [isNew] = await tx.insertNew("business_inbox_passkeys", columns, [row], ["id"]);
        if (!isNew) throw taken("This passkey is there already.");
        const text = `${agent.name} added a passkey.`;
        await writeLog(tx, {
          business: agent.business,
          at: now(),
          agent: agent.id,
          action: "agent.passkey",
          text,
        });
      });
    },

    async removeAll(agent) {
      if (agent.password === null)
        throw refused("Set a password first: nothing would be left to sign in with.");
      await database.transaction(async (tx) => {
        await tx.execute("DELETE FROM business_inbox_passkeys WHERE agent = ?", [agent.id]);
        const text = `${agent.name} removed their passkeys.`;
        const at = now();
        await writeLog(tx, {
          business: agent.business,
          at,
          agent: agent.id,
          action: "agent.passkeys-removed",
          text,
        });
      });
    },
  };
}
