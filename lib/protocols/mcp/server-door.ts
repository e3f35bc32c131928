import { log } from "@/lib/core/log";
import { governCall } from "@/lib/gateway/govern-call";
import { type DoorRequest, sessionOf } from "./door";
import type { Door } from "./handle-door";
import { bridgedStream } from "./listen/bridged-stream";
import { sessionStream } from "./listen/session-stream";
import { noStream } from "./listen/unopened";
import { postModernToServer, postSessionToServer } from "./post-server";
import type { McpSession } from "./session/sessions";
import { sessionHeaders } from "./upstream/post";
import { McpRejection, RPC } from "./wire/rejection";
import { erasOf } from "./wire/revisions";

/** `/mcp/{server}`. */
export const serverDoor: Door = {
  modern: (door, post, text) => postModernToServer(door, nameOf(door), post, text),
  session: (door, post, text) => postSessionToServer(door, nameOf(door), post, text),
  async stream(door) {
    const server = nameOf(door);
    const found = await sessionOf(door);
    if (!found) throw noStream();
    const asset = door.state.mesh.registry.current().find("mcp-server", server);
    const passes = asset === undefined || erasOf(asset.spec.revisions).session !== undefined;
    return passes
      ? sessionStream(found.door, server, found.session)
      : bridgedStream(found.door, server, found.session);
  },
  async end(door) {
    const found = await sessionOf(door);
    if (!found) throw new McpRejection(400, RPC.transport, "Mcp-Session-Id header is required");
    await door.state.sessions.close(found.session);
    if (found.session.upstreamId !== null) await endAtCallee(found.door, nameOf(door), found.session);
    return new Response(null, { status: 200 });
  },
};

function nameOf(door: DoorRequest): string {
  return door.server ?? "";
}

/** The client's session is over whatever the callee says to it. */
async function endAtCallee(door: DoorRequest, server: string, session: McpSession): Promise<void> {
  const headers = sessionHeaders({ id: session.upstreamId, revision: session.protocolVersion });
  const intent = {
    protocol: "mcp",
    method: "DELETE",
    action: "discover",
    callee: { kind: "mcp-server", name: server },
    payload: { contentType: "application/json", body: "{}" },
  } as const;
  try {
    await governCall(
      door.state.mesh,
      door.principal,
      {
        ...intent,
        forward: async (hop) => {
          const response = await hop.send({ method: "DELETE", url: hop.asset.spec.url, headers });
          response.body.destroy();
          return {
            kind: "whole",
            status: response.status,
            headers: {},
            body: "",
            upstreamStatus: response.status,
          };
        },
      },
      door.inbound,
    );
  } catch (err) {
    log.info({ err, server }, "a callee's session could not be ended");
  }
}
