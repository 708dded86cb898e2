import type { ConnectionState } from "./api.ts";
import { type Deferred, deferred } from "./core/deferred.ts";
import { assembleDevice, type Device, type DeviceOptions } from "./device.ts";
import { ClientError, ConnectionLostError } from "./errors.ts";
import { sweep } from "./maintenance/sweep.ts";
import { onNetworkHints } from "./stream/network-hints.ts";

/** Milliseconds that publishing a new device's keys may take before the person is told. */
const PUBLISH_MS = 60_000;

const SIGNED_OUT = {
  replaced: "This number has been registered on another device.",
  removed: "This device has been removed from its account.",
} as const;

/** What a device does as its connection comes and goes. */
export class DeviceConnection {
  readonly device: Device;
  readonly #stopHints: () => void;
  readonly #stopListening: () => void;
  #published: Deferred<void> | undefined;
  #closed = false;

  constructor(options: DeviceOptions) {
    this.device = assembleDevice(options, {
      stream: {
        onFresh: () => this.#onFresh(),
        onResumed: () => this.device.sender.close(false),
        onDrained: () => this.device.inbox.drained(),
        onLost: () => this.#onLost(),
        onState: (connection) => this.device.context.changes.emit({ type: "connection", connection }),
        onRefused: (reason) => this.#onRefused(reason),
      },
      onCaughtUp: () => this.#onCaughtUp(),
    });
    const { stream, typing, context } = this.device;
    this.#stopHints = onNetworkHints({
      online: () => stream.networkUp(),
      offline: () => stream.networkDown(),
    });
    this.#stopListening = context.changes.subscribe((event) => {
      if (event.type === "message" && event.isNew && !event.message.outgoing)
        typing.stopped(event.message.conversation, event.message.author);
    });
  }

  get state(): ConnectionState {
    const { signedOut } = this.device.context.keys.record ?? {};
    return signedOut === undefined ? this.device.stream.state : { state: "signed-out", reason: signedOut };
  }

  /** Starts connecting, and keeps at it. Throws ClientError `signed_out` when there is nobody to connect as. */
  async connect(): Promise<void> {
    const { self } = this.device.context.keys;
    if (self.signedOut !== undefined) throw new ClientError("signed_out", SIGNED_OUT[self.signedOut]);
    const { account, device, token, domain } = self;
    this.device.stream.start({ account, device, token, domain });
  }

  disconnect(): void {
    this.device.stream.stop();
  }

  /** Resolves when this device's keys are published. Throws ClientError `offline` after a minute; it goes on trying. */
  async published(): Promise<void> {
    if (this.device.context.keys.self.stage === "published") return;
    this.#published ??= deferred<void>();
    const { promise } = this.#published;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      const error = new ClientError("offline", "The server cannot be reached. Sign-up goes on when it can.");
      timer = setTimeout(() => reject(error), PUBLISH_MS);
    });
    try {
      await Promise.race([promise, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { stream, typing, owed, missing, repairs, rechecks, sms, attachments, context } = this.device;
    this.#stopHints();
    this.#stopListening();
    stream.stop();
    typing.stop();
    owed.stop();
    missing.stop();
    repairs.close();
    rechecks.stop();
    sms.joined.stop();
    sms.sender.close();
    await sms.sender.idle();
    await attachments.stop();
    await context.jobs.idle();
    await context.db.close();
  }

  /** Before anything from the mailbox is taken in: what a crash has left half done. */
  #onFresh(): void {
    const { sender, outcomes, presence, publication, groups, context } = this.device;
    sender.close(true);
    void context.jobs
      .run(async () => {
        outcomes.forgetRefusals();
        await publication.publish();
        this.#published?.resolve(undefined);
        this.#published = undefined;
        await groups.settleAll();
      })
      .catch((error: unknown) => this.#startFailed(error));
    presence.renew();
  }

  #startFailed(error: unknown): void {
    if (error instanceof ConnectionLostError) return;
    this.device.context.log("start.failed", { error: error instanceof Error ? error.name : "unknown" });
    this.#published?.reject(error);
    this.#published = undefined;
  }

  #onLost(): void {
    const { inbox, sender, repairs, rechecks, missing, sms, attachments } = this.device;
    attachments.close();
    sms.sender.close();
    sms.joined.stop();
    inbox.forget();
    rechecks.stop();
    sender.close(false);
    repairs.close();
    missing.stop();
  }

  #onRefused(signedOut: "replaced" | "removed"): void {
    const { context } = this.device;
    void context.db
      .transact(async (tx) => context.keys.put(tx, { ...context.keys.self, signedOut }))
      .catch(() => context.log("self.unsaved"));
  }

  async #onCaughtUp(): Promise<void> {
    const { stream, sender, repairs, rechecks, owed, missing, sms, attachments } = this.device;
    stream.caughtUp();
    sender.open();
    sms.sender.open();
    attachments.open();
    repairs.open();
    rechecks.open();
    owed.schedule();
    missing.schedule(0);
    void this.#housekeeping();
  }

  /** What can wait until people's messages are through; each part stands alone. */
  async #housekeeping(): Promise<void> {
    const { packages, directory, settings, revocation, renewal, sms, attachments, context } = this.device;
    const tasks = [
      () => revocation.resume(),
      () => renewal.run(),
      () => context.jobs.run(() => packages.topUp()),
      () => directory.confirmAll(),
      () => settings.refresh(),
      () => settings.refreshWake(),
      async () => sms.joined.open(),
      () => sweep(context),
      () => attachments.sweep(),
    ];
    for (const task of tasks) {
      try {
        await task();
      } catch (error) {
        if (this.#closed || error instanceof ConnectionLostError) return;
        context.log("housekeeping.failed", { error: error instanceof Error ? error.name : "unknown" });
      }
    }
  }
}
