import { type DoorRequest, mayRead } from "../door";
import { liveResponse } from "../live-response";
import { respond } from "../respond";
import { openEventId, sealEventId } from "../session/event-id";
import type { McpSession } from "../session/sessions";
import { shownWithTasks } from "../tasks/shown-tasks";
import { openGoverned } from "../upstream/open-governed";
import { openStream } from "../upstream/open-stream";
import { passOnEvents } from "../upstream/pass-on";
import { sessionHeaders } from "../upstream/post";
import { notOpened } from "./unopened";

/**
 * The callee's own stream of a session (GET), passed on as it is; with `Last-Event-ID` the callee resumes it. An event id of another session is as good as none.
 * @throws McpRejection 404 for a foreign event id or an ended session, 405 where the callee has no such stream
 */
export async function sessionStream(
  door: DoorRequest,
  server: string,
  session: McpSession,
): Promise<Response> {
  const { state, principal, inbound, request } = door;
  const last = request.headers.get("last-event-id");
  const headers = {
    accept: "text/event-stream",
    ...sessionHeaders({
      id: session.upstreamId,
      revision: request.headers.get("mcp-protocol-version") ?? session.protocolVersion,
    }),
    ...(last === null ? {} : { "last-event-id": openEventId(session.eventKey, last) }),
  };
  const text = JSON.stringify({ lastEventId: last });
  const opened = await openGoverned(
    state,
    principal,
    inbound,
    { server, method: "GET", text },
    (hop, signal) =>
      openStream(state.mesh, { method: "GET", url: hop.asset.spec.url, headers }, hop.headers, signal),
  );
  if (opened.kind === "refused") throw notOpened(opened.status);
  if (opened.kind === "answer") {
    if (opened.answer.status === 404) await state.sessions.close(session);
    return respond(opened.answer, null);
  }
  const events = passOnEvents(opened.response, {
    shown: shownWithTasks({ state, principal, server: opened.server }),
    eventId: (id) => sealEventId(session.eventKey, id),
  });
  return liveResponse(events, {
    principal,
    check: () => mayRead(door),
    close: () => opened.close.abort(),
    headers: { "signalbox-call-id": opened.callId },
  });
}
