import type { MeshEvent } from "./mesh-event";

/** Which events a reader wants. Everything given must hold. */
export interface EventFilter {
  /** Start of the type, such as `io.signalbox.call.`. */
  type?: string | undefined;
  object?: string | undefined;
  actor?: string | undefined;
}

export function matchesFilter(event: MeshEvent, filter: EventFilter): boolean {
  return (
    (filter.type === undefined || event.type.startsWith(filter.type)) &&
    (filter.object === undefined || event.object === filter.object) &&
    (filter.actor === undefined || event.actor === filter.actor)
  );
}
