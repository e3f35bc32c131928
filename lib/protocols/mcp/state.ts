import type { Mesh } from "@/lib/gateway/mesh";
import { noteDrift } from "@/lib/registry/certification/note-drift";
import { toolWatchService } from "@/lib/registry/tool-watch";
import { Replies } from "./session/replies";
import { Running } from "./session/running";
import { Sessions } from "./session/sessions";
import { Tasks } from "./tasks/tasks";
import { LiveTools } from "./tools/live-tools";
import { lookAtTools } from "./tools/look-at-tools";
import { HeldCalls } from "./upstream/held-calls";
import { UpstreamSessions } from "./upstream/upstream-sessions";

/** What the MCP doors of one process keep between requests. */
export interface McpState {
  readonly mesh: Mesh;
  /** Sessions of clients that speak a revision up to 2025-11-25. */
  readonly sessions: Sessions;
  /** Answers of such clients to questions that the mesh asked for a callee of revision 2026-07-28. */
  readonly replies: Replies;
  readonly running: Running;
  /** Whose task is whose. */
  readonly tasks: Tasks;
  /** The mesh's own sessions with callees that need one. */
  readonly upstreams: UpstreamSessions;
  /** Calls whose callee waits for an answer of its caller. */
  readonly held: HeldCalls;
  /** Tools as they are now. */
  readonly tools: LiveTools;
}

export function openState(mesh: Mesh): McpState {
  const upstreams = new UpstreamSessions(mesh);
  const tools = new LiveTools(
    (server) => lookAtTools(mesh, upstreams, server),
    (server, tool) => void noteDrift(mesh.database, { server: server.name, tool }),
  );
  mesh.services.set(toolWatchService, tools);
  return {
    mesh,
    sessions: new Sessions(mesh.database.db),
    replies: new Replies(mesh.database.db),
    running: new Running(),
    tasks: new Tasks(mesh.database.db),
    upstreams,
    held: new HeldCalls(mesh.database.db),
    tools,
  };
}
