import type { EntityRecord, EntityRef, EntitySource } from "../decision";
import { MESH } from "../entities";
import type { ReadInputs } from "../recorded-inputs";

type Seen = ReadInputs["resource"] | ReadInputs["principals"][number];

/**
 * Entities as they were when the call was ruled: the record holds the attributes of everyone in the chain and of what was called, and what stands above them follows from these. Whatever else a policy names
 * is as it is now.
 */
export function recordedEntities(inputs: ReadInputs, now: EntitySource): EntitySource {
  const known = new Map<string, EntityRecord | undefined>();
  const { resource } = inputs;
  if (resource.type === "Tool") remember(known, serverOf(resource));
  for (const seen of [...inputs.principals, resource]) {
    known.set(keyOf(seen), recordOf(seen));
  }
  return (ref) => {
    const key = keyOf(ref);
    return known.has(key) ? known.get(key) : now(ref);
  };
}

function recordOf({ type, id, attrs }: Seen): EntityRecord | undefined {
  return attrs === null ? undefined : { ref: { type, id }, attrs, parents: parentsOf(type, attrs) };
}

function parentsOf(type: Seen["type"], attrs: EntityRecord["attrs"]): EntityRef[] {
  switch (type) {
    case "Agent":
    case "McpServer":
    case "Model":
      return [{ type: "Domain", id: String(attrs.domain) }];
    case "Tool":
      return [{ type: "McpServer", id: String(attrs.server) }];
    case "Service":
    case "User":
      return [MESH];
    default:
      return type satisfies never;
  }
}

/** A tool's record says what its server was like: they share all attributes but the name. */
function serverOf({ attrs }: Seen): EntityRecord | undefined {
  if (attrs === null) return undefined;
  const { server, readOnly: _r, destructive: _d, openWorld: _o, ...common } = attrs;
  const name = String(server);
  return recordOf({ type: "McpServer", id: name, attrs: { ...common, name } });
}

function remember(known: Map<string, EntityRecord | undefined>, record: EntityRecord | undefined): void {
  if (record) known.set(keyOf(record.ref), record);
}

function keyOf({ type, id }: { type: string; id: string }): string {
  return `${type} ${id}`;
}
