import { LRUCache } from "lru-cache";
import { digestOf } from "@/lib/core/canonical-json";
import { MeshError } from "@/lib/core/errors";
import type { Mesh } from "@/lib/gateway/mesh";
import type { Asset } from "@/lib/registry/asset";
import { isObject, isResponse, type Params } from "../wire/messages";
import { erasOf, isSessionRevision, SESSION_REVISIONS } from "../wire/revisions";
import { meshSend, type Send } from "./mesh-send";
import { type ClientFace, postToSession, sessionHeaders } from "./post";
import { readMessages, refusedByCallee } from "./read-messages";

/** A session of the mesh with a callee that needs one, on behalf of one owner. */
export interface UpstreamSession {
  id: string | undefined;
  revision: string;
  /** The callee's result of `initialize`. */
  initialized: Params;
  logLevel: string | undefined;
  /** Ids of requests are the mesh's own here: several callers' requests may be under way in one session. */
  nextId: number;
}

const IDLE_MS = 600_000;
const MAX_SESSIONS = 5000;

/**
 * Sessions with callees that cannot do without, for callers that have none. One for each owner and set of client capabilities: two owners never share one, so whatever a callee keeps in a session stays with
 * whom it belongs to. They live in this process; a replica that has none opens its own.
 */
export class UpstreamSessions {
  readonly #mesh: Mesh;
  readonly #open: LRUCache<string, { server: Asset<"mcp-server">; session: Promise<UpstreamSession> }>;

  constructor(mesh: Mesh) {
    this.#mesh = mesh;
    this.#open = new LRUCache({
      max: MAX_SESSIONS,
      ttl: IDLE_MS,
      updateAgeOnGet: true,
      dispose: ({ server, session }, _key, reason) => {
        if (reason !== "set") this.#end(server, session).catch(() => {});
      },
    });
  }

  /** The session of this owner, opened if need be. Whoever comes while it is being opened waits for the same one. @throws MeshError `upstream_error`, `upstream_invalid` */
  get(send: Send, server: Asset<"mcp-server">, owner: string, client: ClientFace): Promise<UpstreamSession> {
    const key = keyOf(server, owner, client);
    const known = this.#open.get(key);
    if (known) return known.session;
    const session = openUpstreamSession(send, server, client);
    this.#open.set(key, { server, session });
    session.catch(() => this.#open.delete(key));
    return session;
  }

  /** Forgets a session that the callee no longer knows. */
  drop(server: Asset<"mcp-server">, owner: string, client: ClientFace): void {
    this.#open.delete(keyOf(server, owner, client));
  }

  /** Tells the callee that a session is over. */
  async #end(server: Asset<"mcp-server">, opened: Promise<UpstreamSession>): Promise<void> {
    await endUpstreamSession(await meshSend(this.#mesh, server), server, await opened);
  }
}

/** Tells the callee that a session is over. One that does not want to know answers 405. */
export async function endUpstreamSession(
  send: Send,
  server: Asset<"mcp-server">,
  session: UpstreamSession,
): Promise<void> {
  if (session.id === undefined) return;
  const response = await send({ method: "DELETE", url: server.spec.url, headers: sessionHeaders(session) });
  response.body.destroy();
}

function keyOf(server: Asset<"mcp-server">, owner: string, client: ClientFace): string {
  return `${server.name} ${server.digest} ${owner} ${digestOf(client.capabilities)}`;
}

/** Opens a session that nobody else uses. @throws MeshError `upstream_error`, `upstream_invalid` */
export async function openUpstreamSession(
  send: Send,
  server: Asset<"mcp-server">,
  client: ClientFace,
): Promise<UpstreamSession> {
  const protocolVersion = erasOf(server.spec.revisions).session ?? SESSION_REVISIONS[0];
  const params = { protocolVersion, capabilities: client.capabilities, clientInfo: client.info };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 0, method: "initialize", params });
  const response = await postToSession(send, server.spec.url, { id: undefined, revision: undefined }, body);
  if (response.status !== 200) {
    response.body.destroy();
    throw refusedByCallee(response.status);
  }
  const id = response.headers["mcp-session-id"];
  for await (const message of readMessages(response)) {
    if (!isResponse(message)) continue;
    if (!message.result)
      throw new MeshError("upstream_error", "The callee refused to open a session.", {
        detail: message.error?.message,
      });
    const session = sessionOf(message.result, typeof id === "string" ? id : undefined);
    const note = JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" });
    const noted = await postToSession(send, server.spec.url, session, note);
    noted.body.destroy();
    return session;
  }
  throw new MeshError("upstream_invalid", "The callee did not answer initialize.");
}

function sessionOf(result: Params, id: string | undefined): UpstreamSession {
  const { protocolVersion, capabilities } = result;
  if (typeof protocolVersion !== "string" || !isSessionRevision(protocolVersion) || !isObject(capabilities)) {
    throw new MeshError("upstream_invalid", "The callee's answer to initialize makes no sense.");
  }
  return { id, revision: protocolVersion, initialized: result, logLevel: undefined, nextId: 1 };
}
