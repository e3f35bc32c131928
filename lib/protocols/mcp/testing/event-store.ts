import type { EventStore } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { JSONRPCMessage } from "@modelcontextprotocol/sdk/types.js";

/** Keeps the events of all sessions in one list and resumes any of them for whoever knows an id, as simple stores do. */
export function sharedEventStore(): EventStore {
  const events: { id: string; stream: string; message: JSONRPCMessage }[] = [];
  return {
    async storeEvent(stream, message) {
      const id = `event-${events.length + 1}`;
      events.push({ id, stream, message });
      return id;
    },
    async getStreamIdForEventId(id) {
      return events.find((event) => event.id === id)?.stream;
    },
    async replayEventsAfter(last, { send }) {
      const at = events.findIndex((event) => event.id === last);
      const stream = events[at]?.stream ?? "";
      for (const event of events.slice(at + 1)) {
        const empty = Object.keys(event.message).length === 0;
        if (event.stream === stream && !empty) await send(event.id, event.message);
      }
      return stream;
    },
  };
}
