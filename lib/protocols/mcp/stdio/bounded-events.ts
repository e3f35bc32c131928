import type { EventStore } from "@modelcontextprotocol/server";

type Message = Parameters<EventStore["storeEvent"]>[1];

const MAX_EVENTS = 1000;

/** The last events of one session, so that a client that lost its stream gets what it missed. */
export function boundedEvents(): EventStore {
  const events: { id: string; stream: string; message: Message }[] = [];
  let made = 0;
  return {
    async storeEvent(stream, message) {
      const id = `${++made}-${stream}`;
      events.push({ id, stream, message });
      if (events.length > MAX_EVENTS) events.shift();
      return id;
    },
    async getStreamIdForEventId(id) {
      return events.find((event) => event.id === id)?.stream;
    },
    async replayEventsAfter(last, { send }) {
      const at = events.findIndex(({ id }) => id === last);
      const stream = events[at]?.stream ?? "";
      for (const { id, message } of events.slice(at + 1).filter((event) => event.stream === stream)) {
        const isPriming = Object.keys(message).length === 0;
        if (!isPriming) await send(id, message);
      }
      return stream;
    },
  };
}
