import type { Customer } from "../../src/events/index.ts";
import { GraphError, newMessageId, newNodeId, parsePhone } from "../../src/graph/index.ts";
import type { Recipient } from "../../src/messages/index.ts";
import type { BusinessNumber, Devices, Engine, Outgoing, Thread } from "../../src/model/index.ts";

/** Keeps what it is asked to send, in memory; a thread exists for whom `meet` has been called. */
export class RecordingEngine
  implements Pick<Engine, "send" | "markRead" | "threadFor" | "thread" | "setBlocked" | "blockedCustomers">
{
  readonly sent: Outgoing[] = [];
  readonly read: { readonly message: string; readonly isTyping: boolean }[] = [];
  readonly #threads = new Map<string, Thread>();

  meet(number: string, phone: string): Thread {
    const thread: Thread = {
      ...{ id: newNodeId(), number, phone, name: phone },
      ...{ channel: "app", isBlocked: false, isOptedOut: false },
    };
    this.#threads.set(thread.id, thread);
    return thread;
  }

  async send(message: Outgoing): Promise<{ readonly id: string; readonly thread: Thread }> {
    this.sent.push(message);
    return { id: newMessageId(), thread: this.meet(message.number.id, "+491701234567") };
  }

  async markRead(_number: BusinessNumber, message: string, isTyping: boolean): Promise<void> {
    if (!message.startsWith("wamid.")) throw new GraphError(100);
    this.read.push({ message, isTyping });
  }

  async threadFor(number: BusinessNumber, to: Recipient): Promise<Thread | undefined> {
    const phone = to.kind === "phone" ? to.phone.e164 : undefined;
    return [...this.#threads.values()].find((one) => one.number === number.id && one.phone === phone);
  }

  async thread(id: string): Promise<Thread | undefined> {
    return this.#threads.get(id);
  }

  async blockedCustomers(number: string): Promise<readonly Customer[]> {
    const blocked = [...this.#threads.values()].filter((one) => one.isBlocked && one.number === number);
    return blocked.map(({ name, phone = "" }) => ({ name, waId: parsePhone(phone).waId }));
  }

  async setBlocked(id: string, isBlocked: boolean): Promise<void> {
    const thread = this.#threads.get(id);
    if (thread) this.#threads.set(id, { ...thread, isBlocked });
  }
}

type AskedDevices = Pick<Devices, "requestCode" | "register" | "open" | "remove" | "client">;

/** Writes down what numbers are to be registered. The right code is 123456. */
export class RecordingDevices implements AskedDevices {
  readonly asked: string[] = [];

  async requestCode(
    _number: BusinessNumber,
    method: "sms" | "voice",
  ): Promise<{ readonly registration: string }> {
    this.asked.push(`code by ${method}`);
    return { registration: "r1" };
  }

  async register(_number: BusinessNumber, proof: { readonly code: string }): Promise<void> {
    if (proof.code !== "123456") {
      throw Object.assign(new Error("The code is wrong."), { name: "ClientError", code: "wrong_code" });
    }
    this.asked.push("register");
  }

  async open(): Promise<void> {
    this.asked.push("open");
  }

  async remove(): Promise<void> {
    this.asked.push("remove");
  }

  client(): undefined {
    return undefined;
  }
}
