import { type DoorRequest, mayRead } from "../door";
import { liveResponse } from "../live-response";
import { faceOf } from "../session/converse";
import type { McpSession } from "../session/sessions";
import { shownTo } from "../upstream/exchange";
import type { Opened } from "../upstream/open-governed";
import { modernRequest } from "../upstream/post";
import { readMessages } from "../upstream/read-messages";
import { honoured, type ListenFilter, wants } from "../wire/listen-filter";
import { isNotification, type RpcNotification } from "../wire/messages";
import { META } from "../wire/meta-keys";
import { formatEvent } from "../wire/sse";
import { openModernEvents } from "./modern-events";
import { noStream, notOpened } from "./unopened";

/** How soon a new subscription of the session reaches the callee, in milliseconds. */
const LOOK_MS = 1000;

type Stream = Extract<Opened, { kind: "stream" }>;

/**
 * The stream of a session (GET) over a callee of revision 2026-07-28: a subscription there to everything that the session would be told of. When the client subscribes to another resource, on whatever replica,
 * the subscription is renewed.
 */
export async function bridgedStream(
  door: DoorRequest,
  server: string,
  session: McpSession,
): Promise<Response> {
  const asset = door.state.mesh.registry.current().find("mcp-server", server);
  const capabilities = asset?.spec.capabilities ?? {};
  if (Object.keys(honoured(everything(["any"]), capabilities)).length === 0) throw noStream();
  let opened = await open(door, server, session, honoured(everything(session.subscriptions), capabilities));
  let closed = false;
  async function* events(): AsyncGenerator<string> {
    let known: readonly string[] = session.subscriptions;
    while (!closed) {
      const current = opened;
      let renewed = false;
      const change = changeOf(door, session, known, () => closed).then((next) => {
        renewed = true;
        current?.close.abort();
        return next;
      });
      try {
        if (current) yield* notes(door, current, known);
      } catch (err) {
        if (!renewed) throw err;
      }
      // The callee ended the subscription by itself: so does the session's stream, and its client comes back.
      closed ||= current !== undefined && !renewed;
      const next = await change;
      if (!next) return;
      known = next;
      opened = await open(door, server, session, honoured(everything(known), capabilities));
    }
  }
  return liveResponse(events(), {
    principal: door.principal,
    check: () => mayRead(door),
    close: () => {
      closed = true;
      opened?.close.abort();
    },
  });
}

async function* notes(
  { state, principal }: DoorRequest,
  opened: Stream,
  known: readonly string[],
): AsyncGenerator<string> {
  for await (const said of readMessages(opened.response)) {
    if (!isNotification(said) || !wants(everything(known), said)) continue;
    shownTo({ state, principal }, opened.server, said);
    yield formatEvent(JSON.stringify(unstamped(said)));
  }
}

/** The session's subscriptions once they differ; undefined when the session or its stream is over. */
async function changeOf(
  { state }: DoorRequest,
  session: McpSession,
  known: readonly string[],
  over: () => boolean,
): Promise<readonly string[] | undefined> {
  for (;;) {
    await new Promise((done) => setTimeout(done, LOOK_MS).unref());
    if (over()) return undefined;
    const fresh = await state.sessions.reload(session).catch(() => undefined);
    if (fresh?.subscriptions.join("\n") !== known.join("\n")) return fresh?.subscriptions;
  }
}

async function open(
  door: DoorRequest,
  server: string,
  session: McpSession,
  filter: ListenFilter,
): Promise<Stream | undefined> {
  // A subscription to nothing ends at once.
  if (Object.keys(filter).length === 0) return undefined;
  const message = modernRequest("listen", "subscriptions/listen", { notifications: filter }, faceOf(session));
  const opened = await openModernEvents(door, server, message, JSON.stringify(message));
  if (opened.kind === "stream") return opened;
  throw opened.kind === "refused" ? notOpened(opened.status) : noStream();
}

function everything(resourceSubscriptions: readonly string[]): ListenFilter {
  return {
    toolsListChanged: true,
    promptsListChanged: true,
    resourcesListChanged: true,
    resourceSubscriptions,
  };
}

function unstamped(note: RpcNotification): RpcNotification {
  const { _meta, ...params } = note.params ?? {};
  const { [META.subscription]: _subscription, ...meta } = (_meta ?? {}) as Record<string, unknown>;
  const kept = Object.keys(meta).length > 0 ? { ...params, _meta: meta } : params;
  return Object.keys(kept).length > 0 ? { ...note, params: kept } : { jsonrpc: "2.0", method: note.method };
}
