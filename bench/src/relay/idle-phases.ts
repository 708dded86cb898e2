import { MeasuredProcess } from "../process/measured-process.ts";
import { TemporaryFolder } from "../temporary-folder.ts";
import { type IdleMemory, idleMemory, WARM_UP_SESSIONS } from "./memory/idle-memory.ts";
import { sessionLimit } from "./memory/session-limit.ts";
import type { Plan } from "./plan.ts";
import { CULVER } from "./relay-phases.ts";
import type { CulverReady } from "./servers/culver-process.ts";

const BARE = new URL("./servers/bare-process.ts", import.meta.url);

export interface IdlePhases {
  readonly culver: IdleMemory;
  readonly bare: IdleMemory;
  readonly limitedBy?: string;
}

/** Memory of idle sessions: the server's, and Bun's share in it. */
export async function idlePhases(plan: Plan, say: (what: string) => void): Promise<IdlePhases> {
  const { sessions, reason } = sessionLimit(plan.idleSessions);
  say(`${sessions} idle sessions`);
  const culver = await ofCulver(sessions);
  say(`${sessions} bare WebSockets`);
  const bare = await ofBun(sessions);
  return { culver, bare, ...(reason === undefined ? {} : { limitedBy: reason }) };
}

async function ofCulver(sessions: number): Promise<IdleMemory> {
  await using folder = await TemporaryFolder.create();
  await using process = await MeasuredProcess.start<CulverReady>(CULVER, [
    folder.path,
    String(sessions + WARM_UP_SESSIONS),
  ]);
  return await idleMemory({ process, at: process.ready, people: process.ready.people }, sessions);
}

async function ofBun(sessions: number): Promise<IdleMemory> {
  await using process = await MeasuredProcess.start<{ port: number }>(BARE);
  return await idleMemory({ process, at: { port: process.ready.port, domain: "" } }, sessions);
}
