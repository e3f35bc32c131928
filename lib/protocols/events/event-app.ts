import { Hono } from "hono";
import { z } from "zod";
import { errorResponse } from "@/lib/core/error-http";
import { isMeshError, MeshError, toMeshError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { parseInput } from "@/lib/core/parse-input";
import type { EventFeed } from "@/lib/events/event-feed";
import { challengeHeaders } from "@/lib/gateway/challenge";
import { assertMay } from "@/lib/identity/operation";
import type { Principal } from "@/lib/identity/principal";
import { type EventStream, openEventStream } from "./event-stream";

export interface EventAppDeps {
  feed: EventFeed;
  /** Of the mesh, without a trailing slash. */
  publicUrl: string;
  /** @throws MeshError `unauthenticated`, `invalid_token` or `proof_required` */
  authenticate(request: Request): Promise<Principal>;
  /** The same for a stream that is open already: no proof is asked for. */
  authenticateAgain(request: Request): Promise<Principal>;
  /** How often a silent connection hears something, in milliseconds. */
  heartbeatMs?: number;
  /** Frames that may wait for a slow reader before it is dropped. */
  maxWaiting?: number;
}

const query = z.strictObject({
  /** Index of the last event already known; -1 for all of the past. */
  after: z.coerce.number().int().min(-1).max(Number.MAX_SAFE_INTEGER).optional(),
  type: z.string().min(1).max(200).optional(),
  object: z.string().min(1).max(500).optional(),
  actor: z.string().min(1).max(500).optional(),
});
const lastEventId = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const HEARTBEAT_MS = 15_000;
const MAX_WAITING = 1024;

/**
 * `GET /events`: what happens in the mesh as CloudEvents over server-sent events. Needs `audit:read`, at the start and again at every heartbeat, so a revoked badge does not keep
 * listening. `Last-Event-ID` resumes without loss or repetition, on any replica.
 */
export function eventApp(deps: EventAppDeps): Hono {
  const open = new Map<EventStream, Request>();
  const app = new Hono();
  app.onError((thrown) => {
    if (!isMeshError(thrown)) log.error({ err: thrown }, "a request for events failed inside the mesh");
    const err = toMeshError(thrown);
    return errorResponse(err, challengeHeaders(deps.publicUrl, "/events", err));
  });
  const admit = async (request: Request) => assertMay(await deps.authenticate(request), "audit:read");
  app.get("/events", async (c) => {
    await admit(c.req.raw);
    const { after, ...filter } = parseInput(query, c.req.query());
    const header = c.req.header("last-event-id");
    const last = header ? parseInput(lastEventId, header) : after;
    const stream = openEventStream({
      feed: deps.feed,
      filter,
      from: last === undefined ? deps.feed.position() : last + 1,
      maxWaiting: deps.maxWaiting ?? MAX_WAITING,
      onEnd: () => open.delete(stream),
    });
    open.set(stream, c.req.raw);
    return new Response(stream.body, {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        // Proxies that buffer would hold events back.
        "x-accel-buffering": "no",
      },
    });
  });
  app.all("/events", () => {
    throw new MeshError("method_not_allowed", "This address takes GET.");
  });
  // One timer for all readers.
  const heartbeat = setInterval(() => {
    for (const [stream, request] of open)
      deps
        .authenticateAgain(request)
        .then((principal) => assertMay(principal, "audit:read"))
        .then(
          () => stream.beat(),
          () => stream.end(),
        );
  }, deps.heartbeatMs ?? HEARTBEAT_MS);
  heartbeat.unref();
  return app;
}
