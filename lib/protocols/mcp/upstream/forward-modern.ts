import type { Answer, Hop } from "@/lib/gateway/call";
import { calledTool, shownWithTasks } from "../tasks/shown-tasks";
import { metaOf, type RpcNotification, type RpcRequest } from "../wire/messages";
import type { Exchange } from "./exchange";
import { passOn } from "./pass-on";
import { postModern } from "./post";

/** Sends a message of revision 2026-07-28 to a callee that speaks it. This is the hot path: the text goes on as it came, the answer is parsed once. */
export async function forwardModern(
  exchange: Exchange<RpcRequest | RpcNotification>,
  hop: Hop<"mcp-server">,
): Promise<Answer> {
  const { message, paramHeaders } = exchange;
  const text = textFor(exchange, hop);
  const response = await postModern(
    (request) => hop.send(request),
    hop.asset.spec.url,
    message,
    text,
    paramHeaders,
  );
  const { state, principal } = exchange;
  return passOn(response, {
    shown: shownWithTasks({ state, principal, server: hop.asset, tool: calledTool(message) }),
  });
}

/** A trace context inside the message (`_meta.traceparent`) must name this hop as parent, or the callee's spans would hang beside the mesh's. */
function textFor({ message, text }: Exchange<RpcRequest | RpcNotification>, hop: Hop<"mcp-server">): string {
  const meta = metaOf(message.params);
  const { traceparent } = hop.headers;
  if (meta.traceparent === undefined || traceparent === undefined) return text;
  return JSON.stringify({ ...message, params: { ...message.params, _meta: { ...meta, traceparent } } });
}
