import type { DoorRequest } from "../door";
import { type Opened, openGoverned } from "../upstream/open-governed";
import { openStream } from "../upstream/open-stream";
import { postModern } from "../upstream/post";
import type { RpcRequest } from "../wire/messages";

/** Opens a subscription of revision 2026-07-28 at a callee that speaks it. */
export function openModernEvents(
  door: DoorRequest,
  server: string,
  message: RpcRequest,
  text: string,
): Promise<Opened> {
  const { state, principal, inbound } = door;
  return openGoverned(state, principal, inbound, { server, method: message.method, text }, (hop, signal) =>
    postModern(
      (request) => openStream(state.mesh, request, hop.headers, signal),
      hop.asset.spec.url,
      message,
      text,
    ),
  );
}
