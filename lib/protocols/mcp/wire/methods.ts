/** Requests of revision 2026-07-28 that the mesh carries. */
const MODERN = new Set([
  "server/discover",
  "tools/list",
  "tools/call",
  "resources/list",
  "resources/templates/list",
  "resources/read",
  "prompts/list",
  "prompts/get",
  "completion/complete",
  "subscriptions/listen",
  "tasks/get",
  "tasks/update",
  "tasks/cancel",
]);

/** Requests of the revisions with sessions that the mesh carries. */
const SESSION = new Set([
  "initialize",
  "ping",
  "tools/list",
  "tools/call",
  "resources/list",
  "resources/templates/list",
  "resources/read",
  "resources/subscribe",
  "resources/unsubscribe",
  "prompts/list",
  "prompts/get",
  "completion/complete",
  "logging/setLevel",
  "tasks/get",
  "tasks/result",
  "tasks/list",
  "tasks/cancel",
]);

/** Whether a request can be ruled. What the mesh does not know it cannot rule, so it does not pass: a method of a server's own could do anything. */
export function isKnownRequest(era: "modern" | "session", method: string): boolean {
  return (era === "modern" ? MODERN : SESSION).has(method);
}
