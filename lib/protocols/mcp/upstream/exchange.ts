import type { Hop } from "@/lib/gateway/call";
import type { Principal } from "@/lib/identity/principal";
import type { McpState } from "../state";
import { filterTools } from "../tools/filter-tools";
import {
  isResponse,
  type Params,
  type RpcMessage,
  type RpcNotification,
  type RpcRequest,
} from "../wire/messages";

/** One message on its way to a callee. */
export interface Exchange<M extends RpcRequest | RpcNotification = RpcRequest> {
  state: McpState;
  principal: Principal;
  message: M;
  /** The message's own text, sent on as it came where nothing has to change. */
  text: string;
  /** `Mcp-Param-*` headers of the caller's request. */
  paramHeaders: Readonly<Record<string, string>>;
}

const LIST_CHANGED = "notifications/tools/list_changed";

/**
 * What the caller gets to see of a message from the callee: lists of tools without those it may not call and those that are not what was approved; the callee's instructions as they were approved. The same
 * object comes back when nothing has to change. Looks at every response with a list of tools, not only at the answer to `tools/list`: a resumed stream brings answers of earlier requests.
 */
export function shownTo(
  { state, principal }: Pick<Exchange, "state" | "principal">,
  server: Hop<"mcp-server">["asset"],
  message: RpcMessage,
): RpcMessage {
  if (!isResponse(message)) {
    if (message.method === LIST_CHANGED) state.tools.expire(server);
    return message;
  }
  const { result } = message;
  if (!result) return message;
  if (Array.isArray(result.tools)) {
    const tools = filterTools(state.mesh, state.tools, principal, server, result.tools);
    return tools === result.tools ? message : { ...message, result: { ...result, tools } };
  }
  return "capabilities" in result && ("protocolVersion" in result || "supportedVersions" in result)
    ? { ...message, result: introduced(result, server) }
    : message;
}

/** How a server introduces itself: with its approved instructions. */
function introduced(result: Params, server: Hop<"mcp-server">["asset"]): Params {
  const { instructions: _live, ...rest } = result;
  const pinned = server.spec.instructions;
  return { ...rest, ...(pinned === undefined ? {} : { instructions: pinned }) };
}
