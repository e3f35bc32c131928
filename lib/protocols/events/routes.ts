import type { Hono } from "hono";
import { eventFeedService } from "@/lib/events/event-feed";
import type { Mesh } from "@/lib/gateway/mesh";
import { type EventAppDeps, eventApp } from "./event-app";

/** The event door of a mesh. */
export function eventRoutes(
  deps: { mesh: Mesh } & Pick<EventAppDeps, "authenticate" | "authenticateAgain">,
): Hono {
  const { mesh, authenticate, authenticateAgain } = deps;
  return eventApp({
    feed: mesh.services.get(eventFeedService),
    publicUrl: mesh.config.publicUrl,
    authenticate,
    authenticateAgain,
  });
}
