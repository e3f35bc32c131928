import type { Hono } from "hono";
import { eventFeedService } from "@/lib/events/event-feed";
import type { Mesh } from "@/lib/gateway/mesh";
import { type EventAppDeps, eventApp } from "./event-app";

/** The event door of a mesh. */
export function eventRoutes(deps: { mesh: Mesh; authenticate: EventAppDeps["authenticate"] }): Hono {
  return eventApp({ feed: deps.mesh.services.get(eventFeedService), authenticate: deps.authenticate });
}
