import type { Actor, Principal } from "@/lib/identity/principal";
import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";
import type { PinnedTool } from "@/lib/registry/kinds/mcp-server";
import type { CedarValue, EntityRecord, EntityRef, EntitySource } from "./decision";

/** The mesh as a whole; every domain stands below it. */
export const MESH: EntityRef = { type: "Mesh", id: "mesh" };

const sources = new WeakMap<RegistrySnapshot, EntitySource>();

/**
 * The registry as policies see it. An entity is made when it is first asked for and kept as long as the snapshot is, so the cost of a decision does not grow with
 * the number of assets.
 */
export function registryEntities(snapshot: RegistrySnapshot): EntitySource {
  let source = sources.get(snapshot);
  if (!source) {
    source = memoized((ref) => readEntity(snapshot, ref));
    sources.set(snapshot, source);
  }
  return source;
}

/**
 * Adds the people and programs of a call's chain, which are no assets. Roles are proven for the caller alone, because the credential is the caller's; the others of the
 * chain have none.
 */
export function withChain(base: EntitySource, principal: Principal): EntitySource {
  const { chain, caller } = principal;
  if (chain.every((actor) => actor.kind === "agent")) return base;
  return (ref) => {
    if (ref.type !== "User" && ref.type !== "Service") return base(ref);
    const actor = chain.find((link) => link.id === ref.id && entityType(link) === ref.type);
    if (!actor) return undefined;
    const isCaller = actor.id === caller.id && actor.kind === caller.kind;
    const attrs: Record<string, CedarValue> = {
      name: actor.id,
      roles: isCaller ? principal.roles : [],
      domains: isCaller ? principal.domains : [],
    };
    return { ref, attrs, parents: [MESH] };
  };
}

/** An actor as a Cedar entity. */
export function entityOfActor(actor: Actor): EntityRef {
  return { type: entityType(actor), id: actor.id };
}

/** A tool's entity id. Server names hold no slash, so the first one divides. */
export function toolRef(server: string, tool: string): EntityRef {
  return { type: "Tool", id: `${server}/${tool}` };
}

function entityType(actor: Actor): "Agent" | "Service" | "User" {
  switch (actor.kind) {
    case "agent":
      return "Agent";
    case "service":
      return "Service";
    case "user":
      return "User";
    default:
      return actor.kind satisfies never;
  }
}

function readEntity(snapshot: RegistrySnapshot, ref: EntityRef): EntityRecord | undefined {
  switch (ref.type) {
    case "Agent": {
      const agent = snapshot.find("agent", ref.id);
      return agent && assetEntity(ref, agent, { skills: agent.spec.skills.map((skill) => skill.id) });
    }
    case "McpServer": {
      const server = snapshot.find("mcp-server", ref.id);
      return server && assetEntity(ref, server, {});
    }
    case "Model": {
      const model = snapshot.find("model", ref.id);
      return model && assetEntity(ref, model, { capabilities: model.spec.capabilities });
    }
    case "Prompt": {
      const prompt = snapshot.find("prompt", ref.id);
      return prompt && assetEntity(ref, prompt, {});
    }
    case "Tool":
      return readTool(snapshot, ref);
    case "Domain":
      return { ref, attrs: { name: ref.id }, parents: [MESH] };
    case "Mesh":
      return ref.id === MESH.id ? { ref, attrs: {}, parents: [] } : undefined;
    case "Service":
    case "User":
      return undefined;
    default:
      return ref.type satisfies never;
  }
}

function readTool(snapshot: RegistrySnapshot, ref: EntityRef): EntityRecord | undefined {
  const slash = ref.id.indexOf("/");
  const server = snapshot.find("mcp-server", ref.id.slice(0, slash));
  const tool = server?.spec.tools.find((candidate) => candidate.name === ref.id.slice(slash + 1));
  if (slash === -1 || !server || !tool) return undefined;
  return {
    ref,
    attrs: { ...commonAttributes(server), name: tool.name, server: server.name, ...hints(tool) },
    parents: [{ type: "McpServer", id: server.name }],
  };
}

function assetEntity(ref: EntityRef, asset: Asset, own: Record<string, CedarValue>): EntityRecord {
  return {
    ref,
    attrs: { ...commonAttributes(asset), ...own },
    parents: [{ type: "Domain", id: asset.domain }],
  };
}

function commonAttributes(asset: Asset): Record<string, CedarValue> {
  return {
    name: asset.name,
    domain: asset.domain,
    certified: asset.certified,
    dataClass: asset.dataClass,
    lifecycle: asset.lifecycle,
    tags: asset.tags,
  };
}

/**
 * What the server says of its tool, with MCP's defaults: not read-only, destructive and reaching the open world unless it says otherwise (2025-11-25, ToolAnnotations).
 */
function hints(tool: PinnedTool): Record<"readOnly" | "destructive" | "openWorld", boolean> {
  const readOnly = tool.annotations?.readOnlyHint === true;
  const destructive = !readOnly && tool.annotations?.destructiveHint !== false;
  return { readOnly, destructive, openWorld: tool.annotations?.openWorldHint !== false };
}

function memoized(read: EntitySource): EntitySource {
  const byType = new Map<string, Map<string, EntityRecord>>();
  return (ref) => {
    const known = byType.get(ref.type)?.get(ref.id);
    if (known) return known;
    // Names that do not exist are not kept: callers choose them, so they could fill the memory.
    const record = read(ref);
    if (record) remember(byType, record);
    return record;
  };
}

function remember(byType: Map<string, Map<string, EntityRecord>>, record: EntityRecord): void {
  let byId = byType.get(record.ref.type);
  if (!byId) {
    byId = new Map();
    byType.set(record.ref.type, byId);
  }
  byId.set(record.ref.id, record);
}
