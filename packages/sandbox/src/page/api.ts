/** The server refused, in words fit to show. */
export class RequestError extends Error {
  override readonly name = "RequestError";
}

async function write(method: "POST" | "PUT", path: string, body: object): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch (cause) {
    throw new RequestError("No connection. Try again in a moment.", { cause });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw new RequestError(messageOf(answer) ?? "That did not work. Try again.");
}

function messageOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("error" in answer)) return undefined;
  const { error } = answer;
  if (typeof error !== "object" || error === null || !("message" in error)) return undefined;
  return typeof error.message === "string" ? error.message : undefined;
}

const path = (number: string): string => `/sandbox/handsets/${encodeURIComponent(number)}`;

/** @returns the handset's number in E.164. @throws RequestError */
export async function addHandset(number: string): Promise<string> {
  const answer = await write("PUT", path(number), {});
  if (typeof answer === "object" && answer !== null && "number" in answer) return String(answer.number);
  throw new RequestError("The answer made no sense. Try again.");
}

/** @throws RequestError */
export async function switchHandset(number: string, on: boolean): Promise<void> {
  await write("PUT", path(number), { on });
}

/** The fields of packages/sandbox/README.md. */
export type BehaviourFields = Readonly<Record<string, string | number | boolean>>;

/** How the carrier treats all, and single handsets, and the names a submit can be answered with. */
export interface BehaviourState {
  readonly behaviour: BehaviourFields;
  readonly handsets: Readonly<Record<string, BehaviourFields>>;
  readonly statuses: readonly string[];
}

/** @throws RequestError */
export async function readBehaviour(): Promise<BehaviourState> {
  const response = await fetch("/sandbox/behaviour").catch(() => undefined);
  if (!response?.ok) throw new RequestError("No connection. Try again in a moment.");
  return response.json();
}

/** Without a behaviour all is normal again. @throws RequestError */
export async function writeBehaviour(number: string | undefined, behaviour?: object): Promise<void> {
  await write("PUT", "/sandbox/behaviour", {
    ...(number ? { number } : {}),
    ...(behaviour ? { behaviour } : {}),
  });
}

/** @returns how many were taken. @throws RequestError */
export async function flood(from: string, to: string, count: number): Promise<number> {
  const answer = await write("POST", "/sandbox/flood", { from, to, count });
  return typeof answer === "object" && answer !== null && "taken" in answer ? Number(answer.taken) : 0;
}

/** @throws RequestError */
export async function sendText(number: string, to: string, text: string): Promise<void> {
  await write("POST", `${path(number)}/messages`, { to, text });
}
