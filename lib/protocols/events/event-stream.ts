import type { EventFeed } from "@/lib/events/event-feed";
import { type EventFilter, matchesFilter } from "@/lib/events/event-filter";
import type { MeshEvent } from "@/lib/events/mesh-event";

export interface EventStreamOptions {
  feed: EventFeed;
  filter: EventFilter;
  /** The first index to send. */
  from: number;
  /** Frames that may wait for a slow reader before it is dropped. */
  maxWaiting: number;
  /** Called when the stream is over, whoever ended it. */
  onEnd: () => void;
}

/** A reader's stream, and what its owner does with it. */
export interface EventStream {
  body: ReadableStream<Uint8Array>;
  /** Says that the connection lives, and how far the reader has come, so that a filter that lets nothing through does not make it start all over. */
  beat(): void;
  /** Ends the stream; the reader may come back with its last id. */
  end(): void;
}

const encoder = new TextEncoder();

/**
 * Events as server-sent events (WHATWG HTML section 9.2): first what is past, page by page as the reader takes it, then what comes. A reader who is slower than the
 * events is dropped at a bound, since it can resume where it stopped, and must not make the process keep more and more for it.
 */
export function openEventStream(options: EventStreamOptions): EventStream {
  const { feed, filter, maxWaiting } = options;
  const waiting: string[] = [];
  let next = options.from;
  let stopListening: (() => void) | undefined;
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let wake: (() => void) | undefined;
  let over = false;

  const finish = () => {
    if (over) return;
    over = true;
    waiting.length = 0;
    stopListening?.();
    wake?.();
    options.onEnd();
  };
  const push = (frame: string) => {
    if (over) return;
    waiting.push(frame);
    if (waiting.length > maxWaiting) {
      finish();
      // An error, not an end: what the reader has not taken must not look like all there was.
      controller?.error(new Error("the reader is slower than the events"));
    } else wake?.();
  };
  const onEvent = (event: MeshEvent) => {
    if (event.index < next) return;
    next = event.index + 1;
    if (matchesFilter(event, filter)) push(frameOf(event));
  };
  /** Past events until the feed's position is reached; from there on they come by themselves. */
  const catchUp = async (): Promise<void> => {
    while (!over && waiting.length === 0) {
      if (next >= feed.position()) {
        stopListening = feed.listen(onEvent);
        return;
      }
      const page = await feed.read(next);
      next = page.next;
      waiting.push(...page.events.filter((event) => matchesFilter(event, filter)).map(frameOf));
    }
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
        given.enqueue(encoder.encode(": signalbox events\n\n"));
      },
      async pull(given) {
        if (!stopListening) await catchUp();
        while (!over && waiting.length === 0) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
          wake = undefined;
        }
        if (over) return;
        given.enqueue(encoder.encode(waiting.splice(0).join("")));
      },
      cancel: finish,
    },
    { highWaterMark: 1 },
  );
  return {
    body,
    beat() {
      // While the past is being read the connection is busy, and the position is not the reader's yet.
      if (stopListening) push(`: still here\nid: ${Math.max(next, 1) - 1}\n\n`);
    },
    end() {
      if (over) return;
      finish();
      controller?.close();
    },
  };
}

function frameOf(event: MeshEvent): string {
  return `id: ${event.index}\ndata: ${event.json}\n\n`;
}
