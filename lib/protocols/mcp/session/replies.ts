import type { Db } from "@/db/client";
import { insertMcpReply, takeMcpReply } from "@/db/queries/mcp-sessions";
import { MeshError } from "@/lib/core/errors";
import { textOf } from "@/lib/core/text-of";
import type { RpcResponse } from "../wire/messages";

/** How often the store is asked for a reply that another replica may have got. People answer these questions, so this costs nobody time. */
const LOOK_MS = 250;

/** Brings what a client answered to the request that waits for it, also when the client's answer reached another replica. */
export class Replies {
  readonly #db: Db;
  readonly #waiting = new Map<string, (reply: RpcResponse) => void>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** @param id of the question, which only the client of this session has seen. @throws MeshError `cancelled` or the signal's own reason */
  async wait(sessionHash: string, id: string, signal: AbortSignal): Promise<RpcResponse> {
    const key = `${sessionHash} ${id}`;
    let reply: RpcResponse | undefined;
    this.#waiting.set(key, (given) => {
      reply = given;
    });
    try {
      while (!reply) {
        if (signal.aborted)
          throw signal.reason instanceof MeshError
            ? signal.reason
            : new MeshError("cancelled", "The caller went away.");
        const stored = await takeMcpReply(this.#db, sessionHash, id);
        if (stored !== undefined) return JSON.parse(stored) as RpcResponse;
        await this.#pause(key, () => reply !== undefined, signal);
      }
      return reply;
    } finally {
      this.#waiting.delete(key);
    }
  }

  /** Takes an answer from the owner of the session. */
  async deliver(sessionHash: string, reply: RpcResponse): Promise<void> {
    const id = textOf(reply.id);
    const waiting = this.#waiting.get(`${sessionHash} ${id}`);
    if (waiting) waiting(reply);
    else await insertMcpReply(this.#db, sessionHash, id.slice(0, 200), JSON.stringify(reply));
  }

  /** Until the reply comes, the caller goes away, or it is time to look again. */
  #pause(key: string, done: () => boolean, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const previous = this.#waiting.get(key);
      const finish = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", finish);
        resolve();
      };
      const timer = setTimeout(finish, LOOK_MS);
      signal.addEventListener("abort", finish, { once: true });
      this.#waiting.set(key, (given) => {
        previous?.(given);
        finish();
      });
      if (done()) finish();
    });
  }
}
