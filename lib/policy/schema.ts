import type { PinnedTool } from "@/lib/registry/kinds/mcp-server";
import type { SchemaJson, Type, TypeOfAttribute } from "./cedar-wasm";
import { ACTIONS, type Action } from "./decision";
import { type ArgumentType, argumentTypes } from "./tool-schema";

/** The tool that stands for all tools whose arguments a policy does not read. No server can have this name. */
export const ANY_TOOL = "*";

/** A tool whose arguments some policy reads. */
export interface SchemaTool {
  /** `<server>/<tool>`. */
  id: string;
  inputSchema: PinnedTool["inputSchema"];
}

/**
 * The Cedar schema that policies are validated against.
 *
 * A tool call is decided as `Action::"callTool:<server>/<tool>"`, a member of `Action::"callTool"`. The group itself applies to nothing, so `action == Action::"callTool"`, which could never match,
 * is refused by the validator; `action in Action::"callTool"` speaks of all tools. Only a tool's own action has `context.args`, typed from the tool's input schema.
 *
 * Only the given tools get an action of their own, so the schema grows with what a policy names and not with the registry.
 */
export function buildSchema(tools: readonly SchemaTool[]): SchemaJson<string> {
  const actions: SchemaJson<string>[string]["actions"] = {};
  for (const action of ACTIONS) {
    if (action === "callTool") actions[action] = {};
    else actions[action] = { appliesTo: appliesTo(RESOURCES[action], CONTEXT) };
  }
  actions[`callTool:${ANY_TOOL}`] = toolAction(CONTEXT);
  for (const tool of tools) {
    const args = recordType(argumentTypes(tool.inputSchema));
    actions[`callTool:${tool.id}`] = toolAction({ ...CONTEXT, args: { ...args, required: true } });
  }
  return { "": { commonTypes: { Party: PARTY }, entityTypes: ENTITY_TYPES, actions } };
}

type Attributes = Record<string, TypeOfAttribute<string>>;

const STRING: Type<string> = { type: "String" };
const STRINGS: Type<string> = { type: "Set", element: STRING };
const BOOLEAN: Type<string> = { type: "Boolean" };
const LONG: Type<string> = { type: "Long" };

/** What every governed asset has. */
const ASSET: Attributes = {
  name: STRING,
  domain: STRING,
  certified: BOOLEAN,
  dataClass: STRING,
  lifecycle: STRING,
  tags: STRINGS,
};

/** People and programs that are no assets. `roles` and `domains` are filled for the caller only. */
const OUTSIDER: Attributes = { name: STRING, roles: STRINGS, domains: STRINGS };

const ENTITY_TYPES: SchemaJson<string>[string]["entityTypes"] = {
  Mesh: {},
  Domain: { memberOfTypes: ["Mesh"], shape: record({ name: STRING }) },
  Agent: { memberOfTypes: ["Domain"], shape: record({ ...ASSET, skills: STRINGS }) },
  McpServer: { memberOfTypes: ["Domain"], shape: record(ASSET) },
  Tool: {
    memberOfTypes: ["McpServer"],
    shape: record({ ...ASSET, server: STRING, readOnly: BOOLEAN, destructive: BOOLEAN, openWorld: BOOLEAN }),
  },
  Model: { memberOfTypes: ["Domain"], shape: record({ ...ASSET, capabilities: STRINGS }) },
  Prompt: { memberOfTypes: ["Domain"], shape: record(ASSET) },
  Service: { memberOfTypes: ["Mesh"], shape: record(OUTSIDER) },
  User: { memberOfTypes: ["Mesh"], shape: record(OUTSIDER) },
};

/** Someone of the chain: `kind` and `id` for all, and the entity under the name of its kind. */
const PARTY = record({
  kind: STRING,
  id: STRING,
  agent: { type: "Entity", name: "Agent", required: false },
  service: { type: "Entity", name: "Service", required: false },
  user: { type: "Entity", name: "User", required: false },
});

/** What every action's context has; `decide-chain.ts` fills it. */
const CONTEXT: Attributes = {
  actor: { type: "Party" },
  subject: { type: "Party" },
  depth: LONG,
  delegated: BOOLEAN,
  bound: BOOLEAN,
  protocol: STRING,
  method: STRING,
  labels: STRINGS,
  pinned: BOOLEAN,
  /** Seconds since 1970, so that a permit can end by itself: `context.time < 1798761600`. */
  time: LONG,
  task: { ...STRING, required: false },
  operation: { ...STRING, required: false },
};

const RESOURCES = {
  discover: ["Agent", "McpServer", "Tool", "Model", "Prompt"],
  invokeAgent: ["Agent"],
  callTool: ["Tool"],
  readResource: ["McpServer"],
  getPrompt: ["McpServer", "Prompt"],
  useModel: ["Model"],
} satisfies Record<Action, string[]>;

function toolAction(context: Attributes) {
  return { memberOf: [{ id: "callTool" }], appliesTo: appliesTo(RESOURCES.callTool, context) };
}

function appliesTo(resourceTypes: string[], context: Attributes) {
  return { principalTypes: ["Agent", "Service", "User"], resourceTypes, context: record(context) };
}

function record(attributes: Attributes): { type: "Record"; attributes: Attributes } {
  return { type: "Record", attributes };
}

/** Every argument is optional to Cedar: schemas mark few as required and callers leave out more. */
function recordType(types: ReadonlyMap<string, ArgumentType>): { type: "Record"; attributes: Attributes } {
  const attributes: Attributes = {};
  for (const [name, type] of types) attributes[name] = { ...cedarType(type), required: false };
  return record(attributes);
}

function cedarType(type: ArgumentType): Type<string> {
  switch (type.kind) {
    case "string":
      return STRING;
    case "boolean":
      return BOOLEAN;
    case "integer":
      return LONG;
    case "array":
      return { type: "Set", element: cedarType(type.items) };
    case "object":
      return recordType(type.properties);
    default:
      return type satisfies never;
  }
}
