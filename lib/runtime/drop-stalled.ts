import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How long a connection may stand still while bytes wait to be taken by its reader, in milliseconds. */
const STALLED_MS = 30_000;

/**
 * Ends connections whose reader stopped reading in the middle of an answer: each would hold its socket, and what is already written for it, for ever. A connection whose answer is still being made is left alone
 * however long that takes. `headersTimeout` and `requestTimeout` see to slow senders, `keepAliveTimeout` to idle connections.
 */
export function dropStalledReaders(server: Server, stalledMs = STALLED_MS): void {
  const answering = new WeakSet<Socket>();
  server.on("request", ({ socket }, res) => {
    answering.add(socket);
    res.once("close", () => answering.delete(socket));
  });
  server.timeout = stalledMs;
  // With a listener here node:http leaves it to this code whether the connection ends.
  server.on("timeout", (socket: Socket) => {
    if (answering.has(socket) && socket.writableLength === 0) socket.setTimeout(stalledMs);
    else socket.destroy();
  });
}
