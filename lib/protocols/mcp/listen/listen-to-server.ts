import { textOf } from "@/lib/core/text-of";
import { type DoorRequest, mayRead } from "../door";
import { liveResponse } from "../live-response";
import { respond } from "../respond";
import { shownTo } from "../upstream/exchange";
import { passOnEvents } from "../upstream/pass-on";
import { isNotification, type RpcMessage, type RpcRequest } from "../wire/messages";
import { erasOf } from "../wire/revisions";
import { bridgedEvents } from "./bridged-events";
import { openModernEvents } from "./modern-events";
import { narrowListen } from "./narrow-listen";
import { notOpened } from "./unopened";

/** `subscriptions/listen` of revision 2026-07-28 at one server: passed on, or made from the stream of a session where the server knows only sessions. */
export async function listenToServer(
  door: DoorRequest,
  server: string,
  message: RpcRequest,
  text: string,
): Promise<Response> {
  const { state, principal } = door;
  const asset = state.mesh.registry.current().find("mcp-server", server);
  const listen = await narrowListen(door, server, message, text);
  if (asset && !erasOf(asset.spec.revisions).modern)
    return bridgedEvents(door, asset, listen.message, listen.text);
  const opened = await openModernEvents(door, server, listen.message, listen.text);
  if (opened.kind === "refused") throw notOpened(opened.status);
  if (opened.kind === "answer") return respond(opened.answer, message.id);
  const events = passOnEvents(opened.response, {
    shown: (said) =>
      isForeignTask(said, listen.taskIds) ? undefined : shownTo({ state, principal }, opened.server, said),
  });
  return liveResponse(events, {
    principal,
    check: () => mayRead(door),
    close: () => opened.close.abort(),
    headers: { "signalbox-call-id": opened.callId },
  });
}

/** The callee takes all callers for one, so it may tell this one of a task that is another's. */
function isForeignTask(said: RpcMessage, own: ReadonlySet<string>): boolean {
  if (!isNotification(said) || said.method !== "notifications/tasks") return false;
  return !own.has(textOf(said.params?.taskId));
}
