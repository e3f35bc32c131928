import { assetHref } from "../calls/call-links";
import type { ModelEdge, ModelNode } from "./graph-model";

/** The span of time that figures are about, ISO 8601. */
export interface Span {
  from: string;
  to: string;
}

/** The parameters that select exactly the calls of a connection, for the list and for the API. */
export function callsOfEdge(
  { source, target }: Pick<ModelEdge, "source" | "target">,
  span: Span,
): URLSearchParams {
  const tool = toolOf(target);
  if (tool) return parameters({ callee: tool.server, operation: tool.name, ...span });
  return parameters({ caller: source, callee: target, ...span });
}

/** The parameters that select the calls to a node, or the calls that it made. */
export function callsOfNode(
  { id }: Pick<ModelNode, "id">,
  as: "caller" | "callee",
  span: Span,
): URLSearchParams {
  const tool = toolOf(id);
  if (tool) return parameters({ callee: tool.server, operation: tool.name, ...span });
  return parameters({ [as]: id, ...span });
}

/** The list of calls with these parameters, whose lists are separated by commas; with `statuses` only those that ended so. */
export function callsHref(query: URLSearchParams, statuses: readonly string[] = []): string {
  const params = new URLSearchParams([...query].map(([name, value]) => [name, value.replaceAll(",", "%2C")]));
  if (statuses.length > 0) params.set("status", statuses.join(","));
  return `/calls?${params}`;
}

/** The catalog page of an asset; undefined for people, services and what is not registered. */
export function nodeHref({ kind, name, lifecycle, server }: ModelNode): string | undefined {
  if (server) return assetHref("mcp-server", server.slice("mcp-server:".length));
  return lifecycle === null ? undefined : assetHref(kind, name);
}

/** `tool:server/name`; a tool's name may hold a slash, a server's may not. */
function toolOf(id: string): { server: string; name: string } | undefined {
  const [, server, name] = /^tool:([^/]+)\/(.+)$/s.exec(id) ?? [];
  return server && name ? { server: `mcp-server:${server}`, name } : undefined;
}

/** A value that begins like a minus, or with a backslash, is written behind a backslash. */
function parameters(values: Record<string, string>): URLSearchParams {
  const literal = (value: string) => (/^[-\\]/.test(value) ? `\\${value}` : value);
  return new URLSearchParams(Object.entries(values).map(([name, value]) => [name, literal(value)]));
}
