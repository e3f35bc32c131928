import { createHash } from "node:crypto";
import type { CallIntent, Inbound } from "@/lib/gateway/call";
import type { Principal } from "@/lib/identity/principal";
import { toolRef } from "@/lib/policy/entities";
import type { McpState } from "./state";
import { checkTask } from "./tasks/check-task";
import { isObject, isRequest, metaOf, type Params, type RpcMessage, type RpcRequest } from "./wire/messages";
import { META } from "./wire/meta-keys";
import { McpRejection, RPC } from "./wire/rejection";

/** One message for one server, as a door got it. */
export interface McpCall<M extends RpcMessage = RpcMessage> {
  server: string;
  message: M;
  /** The message's own text. */
  text: string;
  /** Header `idempotency-key`. */
  idempotencyKey: string | undefined;
}

/**
 * What the pipeline must know about a message: which tool with which arguments, which resource, which prompt; a task of the caller's own; everything else is looking around (`discover`).
 * @throws McpRejection -32602 for a call that does not name what it wants
 */
export function callIntent(
  call: McpCall,
  state: McpState,
  principal: Principal,
): Omit<CallIntent<"mcp-server">, "forward"> {
  const { server, message, text } = call;
  const payload = { contentType: "application/json", body: text };
  const base = { protocol: "mcp", callee: { kind: "mcp-server", name: server }, payload } as const;
  if (!isRequest(message)) {
    return { ...base, method: "method" in message ? message.method : "response", action: "discover" };
  }
  const { method, params } = message;
  switch (method) {
    case "tools/call": {
      const tool = textOf(params, "name");
      const args = isObject(params?.arguments) ? params.arguments : {};
      return {
        ...base,
        ...keyed(call, message),
        method,
        action: "callTool",
        operation: tool,
        resource: toolRef(server, tool),
        arguments: args,
        precheck: (asset) => state.tools.check(asset, tool),
      };
    }
    case "resources/read":
    case "resources/subscribe":
      return { ...base, method, action: "readResource", operation: textOf(params, "uri") };
    case "prompts/get": {
      const args = isObject(params?.arguments) ? params.arguments : {};
      return { ...base, method, action: "getPrompt", operation: textOf(params, "name"), arguments: args };
    }
    case "tasks/get":
    case "tasks/result":
    case "tasks/update":
    case "tasks/cancel": {
      const taskId = textOf(params, "taskId");
      return {
        ...base,
        method,
        action: "discover",
        precheck: (asset) => checkTask(state, principal, asset, { method, taskId }),
      };
    }
    default:
      return { ...base, method, action: "discover" };
  }
}

function textOf(params: Params | undefined, name: string): string {
  const value = params?.[name];
  if (typeof value === "string" && value !== "" && value.length <= 2000) return value;
  throw new McpRejection(200, RPC.invalidParams, `Invalid params: ${name} must be a text.`);
}

/** A second request that answers a question of the callee is another effect than the first: it gets a key of its own. */
function keyed(call: McpCall, message: RpcRequest): Pick<CallIntent, "idempotencyKey" | "idempotencyBody"> {
  const inMeta = metaOf(message.params)[META.idempotencyKey];
  const key = typeof inMeta === "string" && inMeta !== "" ? inMeta : call.idempotencyKey;
  if (key === undefined) return {};
  const { name, arguments: args, requestState, inputResponses } = message.params ?? {};
  const round =
    requestState === undefined && inputResponses === undefined
      ? ""
      : JSON.stringify([requestState, inputResponses]);
  const suffix = round === "" ? "" : `#${createHash("sha256").update(round).digest("base64url")}`;
  return {
    idempotencyKey: `${key.slice(0, 400)}${suffix}`,
    idempotencyBody: JSON.stringify([name, args ?? {}]),
  };
}

/** The trace context of the request, from its headers or from the message itself (`_meta.traceparent`). */
export function traced(inbound: Inbound, message: RpcMessage): Inbound {
  if (inbound.traceparent !== undefined || !("method" in message)) return inbound;
  const { traceparent, tracestate } = metaOf(message.params);
  if (
    typeof traceparent !== "string" ||
    !/^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/.test(traceparent)
  )
    return inbound;
  return {
    ...inbound,
    traceparent,
    tracestate: typeof tracestate === "string" ? tracestate.slice(0, 512) : undefined,
  };
}
