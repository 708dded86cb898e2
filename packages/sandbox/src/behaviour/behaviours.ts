import { type Behaviour, normal } from "./behaviour.ts";

/** What a submit meets: `times` has been counted down. */
export type Encounter = Behaviour & { readonly last: boolean };

/** The behaviour of the carrier at large, and those of single phones, which go before it. In memory only. */
export class Behaviours {
  #general: Behaviour = normal;
  readonly #ofPhones = new Map<string, Behaviour>();
  /** Submits each behaviour has applied to; a new one starts anew. */
  readonly #met = new WeakMap<Behaviour, number>();

  get general(): Behaviour {
    return this.#general;
  }

  get phones(): ReadonlyMap<string, Behaviour> {
    return this.#ofPhones;
  }

  /** @param number E.164; undefined for the carrier at large. A phone set to what is normal has none of its own. */
  set(number: string | undefined, behaviour: Behaviour): void {
    // A copy: the same object set twice counts its times anew.
    const own = { ...behaviour };
    if (number === undefined) this.#general = own;
    else if (JSON.stringify(own) === JSON.stringify(normal)) this.#ofPhones.delete(number);
    else this.#ofPhones.set(number, own);
  }

  of(number: string): Behaviour {
    return this.#ofPhones.get(number) ?? this.#general;
  }

  /** The behaviour a submit to `number` meets, which counts as one of its `times`. */
  meet(number: string): Encounter {
    const found = this.of(number);
    const { times } = found;
    if (times === undefined) return { ...found, last: false };
    const met = (this.#met.get(found) ?? 0) + 1;
    this.#met.set(found, met);
    if (met > times) return { ...found, submitStatus: undefined, answer: "normal", last: false };
    return { ...found, last: met === times };
  }
}
