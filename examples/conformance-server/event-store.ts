import type { EventStore } from "@modelcontextprotocol/server";

type Message = Parameters<EventStore["storeEvent"]>[1];

const MAX_EVENTS = 10_000;

/** Events of one session, so that a client that lost its stream gets what it missed. */
export function eventStore(): EventStore {
  const events: { id: string; stream: string; message: Message }[] = [];
  let last = 0;
  return {
    async storeEvent(stream, message) {
      const id = `${stream}-${++last}`;
      events.push({ id, stream, message });
      if (events.length > MAX_EVENTS) events.shift();
      return id;
    },
    async getStreamIdForEventId(id) {
      return events.find((event) => event.id === id)?.stream;
    },
    async replayEventsAfter(lastId, { send }) {
      const at = events.findIndex(({ id }) => id === lastId);
      const stream = events[at]?.stream ?? "";
      for (const event of events.slice(at + 1)) {
        const isPriming = Object.keys(event.message).length === 0;
        if (event.stream === stream && !isPriming) await send(event.id, event.message);
      }
      return stream;
    },
  };
}
