import { digestOf } from "@/lib/core/canonical-json";
import { isRecord } from "@/lib/core/is-record";
import type { StreamSpec } from "../kinds/stream";

type PinnedChannel = StreamSpec["channels"][number];

/** A spec with every channel of its document pinned, unless it says itself which ones are, and with the document's first server if it names none. */
export function pinStream(given: unknown): unknown {
  if (!isRecord(given) || !isRecord(given.document)) return given;
  const { document } = given;
  const [server] = isRecord(document.servers) ? Object.keys(document.servers) : [];
  return {
    ...given,
    ...(given.server === undefined && server !== undefined ? { server } : {}),
    ...(given.channels === undefined ? { channels: channelsOf(document) } : {}),
  };
}

/** The channels of an AsyncAPI 3 document with what its operations do on them. Each digest covers the channel and its operations. */
export function channelsOf(document: Record<string, unknown>): PinnedChannel[] {
  const channels = isRecord(document.channels) ? document.channels : {};
  const operations = Object.entries(isRecord(document.operations) ? document.operations : {}).filter(
    (entry): entry is [string, Record<string, unknown>] => isRecord(entry[1]),
  );
  return Object.entries(channels).flatMap(([id, channel]) => {
    if (!isRecord(channel)) return [];
    const own = operations.filter(
      ([, { channel: on }]) => isRecord(on) && on.$ref === `#/channels/${escaped(id)}`,
    );
    const actions = (["send", "receive"] as const).filter((action) =>
      own.some(([, operation]) => operation.action === action),
    );
    return [
      {
        id,
        address: typeof channel.address === "string" ? channel.address : null,
        actions,
        messages: Object.keys(isRecord(channel.messages) ? channel.messages : {}),
        digest: digestOf({ id, channel, operations: Object.fromEntries(own) }),
      },
    ];
  });
}

/** As JSON Pointer writes a name (RFC 6901 section 3). */
function escaped(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
