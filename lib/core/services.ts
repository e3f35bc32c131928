import { MeshError } from "./errors";

/** Names a long-lived object of the process. Each capability declares its own key beside the object's type. */
export interface ServiceKey<T> {
  readonly name: string;
  /** Never set; carries the type. */
  readonly of?: T;
}

export function serviceKey<T>(name: string): ServiceKey<T> {
  return { name };
}

/**
 * The long-lived objects of one process (database, key ring, registry snapshot, recorder, ...). Operations ask for what they need, so a
 * capability never imports the place where everything is put together.
 */
export class Services {
  readonly #byName = new Map<string, unknown>();

  set<T>(key: ServiceKey<T>, value: T): void {
    this.#byName.set(key.name, value);
  }

  /** @throws MeshError `unavailable` when this process does not carry the service */
  get<T>(key: ServiceKey<T>): T {
    if (!this.#byName.has(key.name)) {
      throw new MeshError("unavailable", "This process does not serve that.", {
        detail: `no service ${key.name}`,
      });
    }
    return this.#byName.get(key.name) as T;
  }

  /** The same with another object in one place. */
  with<T>(key: ServiceKey<T>, value: T): Services {
    const other = new Services();
    for (const [name, known] of this.#byName) other.#byName.set(name, known);
    other.set(key, value);
    return other;
  }

  has(key: ServiceKey<unknown>): boolean {
    return this.#byName.has(key.name);
  }
}
