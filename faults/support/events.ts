import { createParser } from "eventsource-parser";
import { request } from "undici";

/** One reader of `/events`; goes on from the last event that it saw. */
export interface EventReader {
  /** Indexes in the order in which they came. */
  readonly seen: number[];
  /** Arrival of each, on this machine's clock, and when it happened by its own words. */
  readonly lagsMs: number[];
  /** Reads until `enough` says so or the connection breaks. @returns whether it was enough */
  read(url: string, badge: string, enough: () => boolean): Promise<boolean>;
}

/** @param after index of the last event that is known already */
export function eventReader(after: number): EventReader {
  const seen: number[] = [];
  const lagsMs: number[] = [];
  let last = after;
  return {
    seen,
    lagsMs,
    async read(url, badge, enough) {
      const abort = new AbortController();
      const parser = createParser({
        onEvent({ id, data }) {
          last = Number(id);
          seen.push(last);
          const time = (JSON.parse(data) as { time?: string }).time;
          if (time) lagsMs.push(Date.now() - Date.parse(time));
        },
      });
      const decoder = new TextDecoder();
      try {
        const response = await request(last < 0 ? `${url}/events?after=-1` : `${url}/events`, {
          headers: {
            authorization: `Bearer ${badge}`,
            ...(last < 0 ? {} : { "last-event-id": String(last) }),
          },
          signal: abort.signal,
          bodyTimeout: 60_000,
        });
        if (response.statusCode !== 200) throw new Error(`/events answered ${response.statusCode}`);
        for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
          parser.feed(decoder.decode(chunk, { stream: true }));
          if (enough()) return true;
        }
        return enough();
      } catch {
        return enough();
      } finally {
        abort.abort();
      }
    },
  };
}

/** How many indexes of a span are missing and how many came twice. */
export function gapsIn(seen: readonly number[]): { gaps: number; repeated: number } {
  const unique = new Set(seen);
  const first = seen[0] ?? 0;
  const last = Math.max(first - 1, ...seen.slice(-1));
  return { gaps: last - first + 1 - unique.size, repeated: seen.length - unique.size };
}
