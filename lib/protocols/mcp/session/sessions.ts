import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Db } from "@/db/client";
import {
  deleteIdleMcpSessions,
  deleteMcpSession,
  findMcpSession,
  insertMcpSession,
  type McpSessionRow,
  touchMcpSession,
  updateMcpSession,
  updateMcpSubscription,
} from "@/db/queries/mcp-sessions";
import { sha256Hex } from "@/lib/core/canonical-json";
import { sessionNotFound } from "../wire/rejection";

export type McpSession = McpSessionRow;

/** A session that ended on another replica may be seen here for this long. */
const TRUST_MS = 5000;
/** How often a use is written down. */
const TOUCH_MS = 600_000;
/** A session that nobody uses for a day is forgotten. */
const IDLE_MS = 86_400_000;
const SWEEP_MS = 600_000;
const MAX_CACHED = 20_000;

/** The id of a session that is about to be opened: 192 random bits, and their digest. What is said to open it belongs to it already. */
export function newSessionId(): { id: string; idHash: string } {
  const id = randomBytes(24).toString("base64url");
  return { id, idHash: sha256Hex(id) };
}

/** Sessions of MCP clients, in the database so that any replica serves any session; a copy in memory spares the look-up. */
export class Sessions {
  readonly #db: Db;
  readonly #known = new LRUCache<string, McpSession>({ max: MAX_CACHED, ttl: TRUST_MS });
  readonly #touched = new LRUCache<string, true>({ max: MAX_CACHED, ttl: TOUCH_MS });
  #sweptAtMs = 0;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * @param id of `newSessionId`; only its digest is kept
   * @returns the id for the client
   */
  async open(
    session: Omit<McpSession, "idHash" | "eventKey" | "logLevel" | "subscriptions">,
    { id, idHash } = newSessionId(),
  ): Promise<string> {
    const eventKey = randomBytes(24).toString("base64url");
    const row = { ...session, idHash, eventKey, logLevel: null, subscriptions: [] };
    await insertMcpSession(this.#db, row);
    this.#touched.set(row.idHash, true);
    await this.#sweep();
    return id;
  }

  /**
   * The session, if this owner opened it at this door. A session is no proof of identity: the badge is checked first, and a stolen id is of no use with another badge.
   * @throws McpRejection 404, the same for absent and foreign
   */
  async find(id: string, server: string, owner: string): Promise<McpSession> {
    if (id.length > 200) throw sessionNotFound();
    const idHash = sha256Hex(id);
    const session = this.#known.get(idHash) ?? (await findMcpSession(this.#db, idHash));
    if (!session || session.server !== server || session.owner !== owner) throw sessionNotFound();
    this.#known.set(idHash, session, { noUpdateTTL: true });
    if (!this.#touched.has(idHash)) {
      this.#touched.set(idHash, true);
      await touchMcpSession(this.#db, idHash);
    }
    return session;
  }

  /** The session as it is stored now. */
  async reload(session: McpSession): Promise<McpSession | undefined> {
    const fresh = await findMcpSession(this.#db, session.idHash);
    if (fresh) this.#known.set(session.idHash, fresh);
    else this.#known.delete(session.idHash);
    return fresh;
  }

  async setLogLevel(session: McpSession, logLevel: string): Promise<void> {
    await updateMcpSession(this.#db, session.idHash, { logLevel });
    await this.reload(session);
  }

  async subscribe(session: McpSession, uri: string, on: boolean): Promise<void> {
    await updateMcpSubscription(this.#db, session.idHash, uri, on);
    await this.reload(session);
  }

  async close(session: McpSession): Promise<void> {
    this.#known.delete(session.idHash);
    await deleteMcpSession(this.#db, session.idHash);
  }

  async #sweep(): Promise<void> {
    const nowMs = Date.now();
    if (nowMs - this.#sweptAtMs < SWEEP_MS) return;
    this.#sweptAtMs = nowMs;
    await deleteIdleMcpSessions(this.#db, IDLE_MS);
  }
}
