import type { MeshTool } from "@/lib/protocols/api/mesh-tool";
import { type DoorRequest, mayRead, sessionOf } from "../door";
import type { Door } from "../handle-door";
import { noStream } from "../listen/unopened";
import { liveResponse } from "../live-response";
import { assertKnown } from "../post-server";
import { respond } from "../respond";
import { batchResponse } from "../session/batch-response";
import { bridgeSession } from "../session/bridge-session";
import { acknowledgement, honoured, type ListenFilter, readFilter, stamped } from "../wire/listen-filter";
import { isRequest, type RpcMessage, type RpcNotification } from "../wire/messages";
import { McpRejection, RPC } from "../wire/rejection";
import { allowsBatches, DEFAULT_SESSION_REVISION } from "../wire/revisions";
import { formatEvent } from "../wire/sse";
import { aggregateBackend } from "./aggregate-backend";
import { registryEvents } from "./registry-events";

const CAN_TELL = {
  tools: { listChanged: true },
  prompts: { listChanged: true },
  resources: { listChanged: true },
};

/** `/mcp`: everything that the caller may use, of all servers and of the mesh itself. */
export function aggregateDoor(meshTools: readonly MeshTool[]): Door {
  return {
    async modern(door, { message }) {
      if (!isRequest(message)) return new Response(null, { status: 202 });
      assertKnown("modern", message);
      if (message.method === "subscriptions/listen") {
        const filter = honoured(readFilter(message.params), CAN_TELL);
        const first = acknowledgement(filter, message.id);
        return events(door, filter, first, (note) => stamped(note, message.id));
      }
      return respond(
        await aggregateBackend(door, meshTools)(message, door.inbound),
        message.id,
        {},
        door.request,
      );
    },
    async session(given, post) {
      const found = await sessionOf(given);
      const door = found?.door ?? given;
      const revision = post.revision ?? found?.session.protocolVersion ?? DEFAULT_SESSION_REVISION;
      const one = async (message: RpcMessage) => {
        if (isRequest(message)) assertKnown("session", message);
        return bridgeSession(door, aggregateBackend(door, meshTools), found?.session, message);
      };
      const [message] = post.messages;
      if (!post.batch && message) return one(message);
      if (!allowsBatches(revision))
        throw new McpRejection(400, RPC.invalidRequest, `Revision ${revision} has no batches.`);
      return batchResponse(post.messages, one);
    },
    async stream(door) {
      if (!(await sessionOf(door))) throw noStream();
      const filter = { toolsListChanged: true, promptsListChanged: true, resourcesListChanged: true };
      return events(door, filter, undefined, (note) => note);
    },
    async end(door) {
      const found = await sessionOf(door);
      if (!found) throw new McpRejection(400, RPC.transport, "Mcp-Session-Id header is required");
      await door.state.sessions.close(found.session);
      return new Response(null, { status: 200 });
    },
  };
}

function events(
  door: DoorRequest,
  filter: ListenFilter,
  first: RpcNotification | undefined,
  form: (note: RpcNotification) => RpcNotification,
): Response {
  const close = new AbortController();
  door.inbound.signal.addEventListener("abort", () => close.abort(), { once: true });
  async function* source(): AsyncGenerator<string> {
    if (first) yield formatEvent(JSON.stringify(first));
    for await (const note of registryEvents(door.state.mesh, filter, close.signal))
      yield formatEvent(JSON.stringify(form(note)));
  }
  return liveResponse(source(), {
    principal: door.principal,
    check: () => mayRead(door),
    close: () => close.abort(),
  });
}
