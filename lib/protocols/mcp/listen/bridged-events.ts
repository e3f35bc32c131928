import { log } from "@/lib/core/log";
import type { Hop, HopRequest, HopResponse } from "@/lib/gateway/call";
import { sendUpstream } from "@/lib/gateway/upstream";
import type { Asset } from "@/lib/registry/asset";
import { type DoorRequest, mayRead } from "../door";
import { liveResponse } from "../live-response";
import { respond } from "../respond";
import { shownTo } from "../upstream/exchange";
import { openGoverned } from "../upstream/open-governed";
import { openStream } from "../upstream/open-stream";
import { clientOf, postToSession, sessionHeaders } from "../upstream/post";
import { readMessages } from "../upstream/read-messages";
import { endUpstreamSession, openUpstreamSession, type UpstreamSession } from "../upstream/upstream-sessions";
import {
  acknowledgement,
  honoured,
  type ListenFilter,
  readFilter,
  stamped,
  wants,
} from "../wire/listen-filter";
import { isNotification, isObject, type RpcRequest } from "../wire/messages";
import { formatEvent } from "../wire/sse";
import { notOpened } from "./unopened";

/** A subscription of revision 2026-07-28 over a callee with sessions: a session of its own, its stream, and `resources/subscribe` for each resource asked for. */
export async function bridgedEvents(
  door: DoorRequest,
  server: Asset<"mcp-server">,
  message: RpcRequest,
  text: string,
): Promise<Response> {
  const { state, principal, inbound } = door;
  const wanted = readFilter(message.params);
  let session: UpstreamSession | undefined;
  let headers: Readonly<Record<string, string>> = {};
  const about = { server: server.name, method: message.method, text };
  const opened = await openGoverned(state, principal, inbound, about, async (hop, signal) => {
    headers = hop.headers;
    session = await openUpstreamSession((r) => hop.send(r), hop.asset, clientOf(message));
    return openSessionStream(door, hop, session, wanted, signal);
  });
  if (opened.kind === "refused") throw notOpened(opened.status);
  if (opened.kind === "answer" || !session)
    return respond(opened.kind === "answer" ? opened.answer : NOTHING, message.id);
  const own = session;
  const filter = honoured(wanted, isObject(own.initialized.capabilities) ? own.initialized.capabilities : {});
  async function* events(response: HopResponse): AsyncGenerator<string> {
    yield formatEvent(JSON.stringify(acknowledgement(filter, message.id)));
    for await (const said of readMessages(response)) {
      if (!isNotification(said) || !wants(filter, said)) continue;
      shownTo({ state, principal }, server, said);
      yield formatEvent(JSON.stringify(stamped(said, message.id)));
    }
  }
  return liveResponse(events(opened.response), {
    principal,
    check: () => mayRead(door),
    close: () => {
      opened.close.abort();
      const send = (r: HopRequest) => sendUpstream(state.mesh, r, headers, AbortSignal.timeout(2000));
      endUpstreamSession(send, server, own).catch((err: unknown) =>
        log.debug({ err }, "a session was not ended"),
      );
    },
    headers: { "signalbox-call-id": opened.callId },
  });
}

const NOTHING = { kind: "whole", status: 202, headers: {}, body: "", upstreamStatus: 202 } as const;

async function openSessionStream(
  { state }: DoorRequest,
  hop: Hop<"mcp-server">,
  session: UpstreamSession,
  wanted: ListenFilter,
  signal: AbortSignal,
): Promise<HopResponse> {
  const { url } = hop.asset.spec;
  const headers = { accept: "text/event-stream", ...sessionHeaders(session) };
  const response = await openStream(state.mesh, { method: "GET", url, headers }, hop.headers, signal);
  for (const uri of response.status === 200 ? (wanted.resourceSubscriptions ?? []) : []) {
    const body = { jsonrpc: "2.0", id: session.nextId++, method: "resources/subscribe", params: { uri } };
    const subscribed = await postToSession((r) => hop.send(r), url, session, JSON.stringify(body));
    await subscribed.text();
  }
  return response;
}
