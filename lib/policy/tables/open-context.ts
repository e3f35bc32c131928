import type { CedarValue, EntityRef } from "../decision";

/** Thrown where a policy looks at something that only a call itself can tell. */
export class DependsOnRequest extends Error {
  override readonly name = "DependsOnRequest";
  /** As Cedar writes it, such as `context.args.amount`. */
  readonly path: string;

  constructor(path: string) {
    super(path);
    this.path = path;
  }
}

const KINDS = { Agent: "agent", Service: "service", User: "user" } as const;

/**
 * The context of a call that nobody has made: who calls is known, and that they act for themselves; whatever else a policy reads makes it depend on the request.
 * @throws DependsOnRequest from the returned value, when something unknown is read
 */
export function openContext(principal: EntityRef): Readonly<Record<string, CedarValue>> {
  const kind = KINDS[principal.type as keyof typeof KINDS];
  const party: CedarValue = { kind, id: principal.id, [kind]: { __entity: principal } };
  return unknownBut(
    { actor: party, subject: party, depth: 0, delegated: false, args: unknownBut({}, "context.args") },
    "context",
  );
}

function unknownBut(known: Record<string, CedarValue>, path: string): Record<string, CedarValue> {
  const named = (key: string | symbol) => {
    if (typeof key === "symbol" || key === "__entity" || key in known) return;
    throw new DependsOnRequest(`${path}.${key}`);
  };
  return new Proxy(known, {
    get(target, key) {
      named(key);
      return Reflect.get(target, key);
    },
    getOwnPropertyDescriptor(target, key) {
      named(key);
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
    // Whoever compares or lists the whole of it depends on all of it.
    ownKeys() {
      throw new DependsOnRequest(path);
    },
  });
}
