import { isObject, metaOf, type Params, type RpcId, type RpcResponse } from "../wire/messages";
import { META } from "../wire/meta-keys";
import { MODERN_REVISION } from "../wire/revisions";
import type { Question } from "./held-calls";

/** Results that a client may keep; from a callee that says nothing about it they are stale at once and for this caller only. */
const CACHEABLE = new Set([
  "tools/list",
  "prompts/list",
  "resources/list",
  "resources/templates/list",
  "resources/read",
  "server/discover",
]);

/** A response of a session revision as revision 2026-07-28 says it. */
export function responseToModern(
  method: string,
  id: RpcId,
  response: RpcResponse,
  serverInfo: unknown,
): RpcResponse {
  if (response.error) {
    // Before 2026-07-28 a missing resource had a code of its own.
    const code = response.error.code === -32002 ? -32602 : response.error.code;
    return { jsonrpc: "2.0", id, error: { ...response.error, code } };
  }
  return { jsonrpc: "2.0", id, result: resultToModern(method, response.result ?? {}, serverInfo) };
}

export function resultToModern(method: string, result: Params, serverInfo: unknown): Params {
  const tools = Array.isArray(result.tools) ? { tools: result.tools.map(withoutExecution) } : {};
  return {
    ...result,
    ...tools,
    resultType: "complete",
    ...(CACHEABLE.has(method) ? { ttlMs: 0, cacheScope: "private" } : {}),
    _meta: { ...metaOf(result), [META.serverInfo]: serverInfo },
  };
}

/** Tasks of 2025-11-25 are another thing than the tasks extension of 2026-07-28, so a tool does not announce them. */
function withoutExecution(tool: unknown): unknown {
  if (!isObject(tool) || !("execution" in tool)) return tool;
  const { execution: _execution, ...rest } = tool;
  return rest;
}

/** The result of `initialize` as the result of `server/discover`. */
export function discoverResult(initialized: Params): Params {
  const { tasks: _tasks, ...capabilities } = isObject(initialized.capabilities)
    ? initialized.capabilities
    : {};
  const { instructions } = initialized;
  return {
    supportedVersions: [MODERN_REVISION],
    capabilities,
    ...(typeof instructions === "string" ? { instructions } : {}),
  };
}

/** A question of the callee as a result that asks for input (2026-07-28, multi round-trip requests). */
export function inputRequired(id: RpcId, question: Question, serverInfo: unknown): RpcResponse {
  return {
    jsonrpc: "2.0",
    id,
    result: {
      resultType: "input_required",
      inputRequests: { [question.key]: question.request },
      requestState: question.state,
      ...(serverInfo === undefined ? {} : { _meta: { [META.serverInfo]: serverInfo } }),
    },
  };
}
