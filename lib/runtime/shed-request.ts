import type { IncomingMessage, ServerResponse } from "node:http";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Urgency } from "@/lib/traffic/shedder";

/** Doors that carry calls. Health, badges, revocations and operations are answered whatever the load. */
const CALL_PATHS = /^\/(a2a|mcp|v1)(\/|$)/;
const PARENT_SPAN = /^00-[0-9a-f]{32}-([0-9a-f]{16})-[0-9a-f]{2}$/;
/** RFC 9218: 0 is most urgent, 7 least, 3 what is meant without a header. From here on work can wait. */
const BACKGROUND = 5;
const BODY = JSON.stringify({
  error: {
    code: "unavailable",
    message: "The mesh has more calls than it can carry right now. Try again in a moment.",
  },
});

/**
 * Turns a call away before anything is read or recorded of it, when the process has too many. A caller may say with `priority: u=5` (to 7) that its call can wait; that a call belongs to a running task is known
 * from its trace, not from what it claims.
 * @returns whether it was turned away; then it is answered
 */
export function shedRequest(mesh: Mesh, req: IncomingMessage, res: ServerResponse, path: string): boolean {
  if (req.method !== "POST" || !CALL_PATHS.test(path)) return false;
  if (mesh.shedder.admits(urgencyOf(mesh, req))) return false;
  res.writeHead(503, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(BODY),
    "cache-control": "no-store",
    "retry-after": "1",
  });
  res.end(BODY);
  return true;
}

function urgencyOf(mesh: Mesh, req: IncomingMessage): Urgency {
  const span = PARENT_SPAN.exec(String(req.headers.traceparent ?? ""))?.[1];
  if (span !== undefined && mesh.inFlight.bySpan(span)) return "nested";
  const asked = Number(/(?:^|,)\s*u=([0-7])/.exec(String(req.headers.priority ?? ""))?.[1] ?? 3);
  return asked >= BACKGROUND ? "background" : "normal";
}
