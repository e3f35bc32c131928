import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

export interface ConnectionLimits {
  /** How long a connection may stand still while bytes wait to be taken by its reader, in milliseconds. */
  stalledMs: number;
  /** Requests of one connection that may wait for their answers: a packet holds hundreds of small ones, and node:http would start on all of them at once. */
  pipelined: number;
}

const LIMITS: ConnectionLimits = { stalledMs: 30_000, pipelined: 16 };

/** Whether to answer a request of this connection. */
export type AdmitOnConnection = (req: IncomingMessage, res: ServerResponse) => boolean;

/**
 * Ends connections whose reader stopped reading in the middle of an answer, or that ask for more than they read: each would hold its socket, and what is already written for it, for ever. A connection whose answer is
 * still being made is left alone however long that takes. `headersTimeout` and `requestTimeout` see to slow senders, `keepAliveTimeout` to idle connections.
 * @returns to be asked for each request before anything is done for it: those that are in the same packet come even after their connection was ended
 */
export function dropStalledReaders(
  server: Server,
  { stalledMs, pipelined }: ConnectionLimits = LIMITS,
): AdmitOnConnection {
  const answering = new WeakMap<Socket, number>();
  server.timeout = stalledMs;
  // With a listener here node:http leaves it to this code whether the connection ends.
  server.on("timeout", (socket: Socket) => {
    if ((answering.get(socket) ?? 0) > 0 && socket.writableLength === 0) socket.setTimeout(stalledMs);
    else socket.destroy();
  });
  return ({ socket }, res) => {
    if (socket.destroyed) return false;
    const count = (answering.get(socket) ?? 0) + 1;
    answering.set(socket, count);
    res.once("close", () => answering.set(socket, (answering.get(socket) ?? 1) - 1));
    if (count > pipelined) socket.destroy();
    return count <= pipelined;
  };
}
