import type { DeviceList, ListedDevice } from "./verification.ts";

export interface KnownList {
  readonly list: DeviceList | undefined;
  /** Those of the list that are registered. */
  readonly devices: readonly ListedDevice[];
}

const MAX_ACCOUNTS = 5_000;

/** Newest entries by account, bounded; the oldest loaded goes first. */
export class DeviceListCache {
  readonly #known = new Map<string, KnownList>();
  readonly #loading = new Map<string, Promise<KnownList>>();

  /** The known list, or what `load` finds. A load that `forget` overtakes is not kept. */
  async get(account: string, load: () => Promise<KnownList>): Promise<KnownList> {
    const known = this.#known.get(account);
    if (known !== undefined) return known;
    const loading = this.#loading.get(account);
    if (loading !== undefined) return loading;
    const started = load();
    this.#loading.set(account, started);
    try {
      const loaded = await started;
      if (this.#loading.get(account) === started) this.#keep(account, loaded);
      return loaded;
    } finally {
      if (this.#loading.get(account) === started) this.#loading.delete(account);
    }
  }

  /** Call it when the change has been committed. */
  forget(account: string): void {
    this.#known.delete(account);
    this.#loading.delete(account);
  }

  #keep(account: string, list: KnownList): void {
    if (this.#known.size >= MAX_ACCOUNTS) {
      const oldest = this.#known.keys().next().value;
      if (oldest !== undefined) this.#known.delete(oldest);
    }
    this.#known.set(account, list);
  }
}
