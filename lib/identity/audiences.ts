/** Asset kinds that are called with a hop badge. */
type CalleeKind = "agent" | "mcp-server" | "model";

const DOOR = { agent: "a2a", "mcp-server": "mcp", model: "models" } as const satisfies Record<
  CalleeKind,
  string
>;

/** The audience of badges for the mesh itself: its public address (RFC 8707 resource indicator). */
export function meshAudience(publicUrl: string): string {
  return publicUrl;
}

/**
 * The audience of a hop badge for one callee: an address below the mesh's own, so that it is unique and no two callees share one. A badge for a callee is worthless at every other callee and at
 * the mesh's doors.
 */
export function calleeAudience(publicUrl: string, kind: CalleeKind, name: string): string {
  return `${publicUrl}/${DOOR[kind]}/${encodeURIComponent(name)}`;
}
