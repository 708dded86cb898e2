import { connect, PDU, type Session } from "smpp";
import type { Sandbox } from "../src/index.ts";

/** npm smpp bound to the sandbox, keeping what it is sent. */
export interface Esme extends Disposable {
  readonly session: Session;
  /** What the bind was answered with. */
  readonly bound: PDU;
  /** deliver_sm and data_sm, in the order they came. */
  readonly delivered: PDU[];
  readonly alerts: PDU[];
  /** Sends a request; resolves with its answer. */
  ask(command: string, options?: object): Promise<PDU>;
  /** The status to answer the next deliver_sm with, one after the other; then 0. "none" sends no answer. */
  readonly answers: (number | "none")[];
}

type BindKind = "transmitter" | "receiver" | "transceiver";

/** @param version interface_version of the bind. */
export async function bindEsme(
  sandbox: Sandbox,
  kind: BindKind = "transceiver",
  version = 0x34,
): Promise<Esme> {
  const { username, password, port } = new URL(sandbox.route);
  const session = connect({ url: `smpp://127.0.0.1:${port}` });
  session.on("error", () => undefined);
  await new Promise<void>((resolve) => session.once("connect", () => resolve()));
  const delivered: PDU[] = [];
  const alerts: PDU[] = [];
  const answers: (number | "none")[] = [];
  const take = (pdu: PDU) => {
    const status = answers.shift() ?? 0;
    if (status === "none") return;
    if (status === 0) delivered.push(pdu);
    session.send(pdu.response({ command_status: status }));
  };
  session.on("deliver_sm", take);
  session.on("data_sm", take);
  session.on("alert_notification", (pdu: PDU) => void alerts.push(pdu));
  const ask = (command: string, options: object = {}) =>
    new Promise<PDU>((resolve) => void session.send(new PDU(command, options), resolve));
  const credentials = {
    system_id: username,
    password: decodeURIComponent(password),
    interface_version: version,
  };
  const bound = await ask(`bind_${kind}`, credentials);
  return { session, bound, delivered, alerts, answers, ask, [Symbol.dispose]: () => session.destroy() };
}
