import type { IncomingMessage, Server, ServerResponse } from "node:http";

/** How much of a body that nobody wants is still taken, in bytes, and for how long. */
const LINGER_BYTES = 16 * 1024 * 1024;
const LINGER_MS = 500;
const LOOK_MS = 10;

/**
 * Ends connections that go on sending a body after its request was answered. Not at once: a connection that is closed while bytes arrive is reset, and the reset can overtake the answer (RFC 9112 section 9.6).
 */
export function dropUnreadBodies(server: Server): void {
  const watch = (req: IncomingMessage, res: ServerResponse) => res.once("finish", () => linger(req));
  server.on("request", watch);
  server.on("checkContinue", watch);
}

function linger(req: IncomingMessage): void {
  if (req.complete) return;
  const { socket } = req;
  const fromBytes = socket.bytesRead;
  const untilMs = performance.now() + LINGER_MS;
  // node:http throws such a body away without telling anybody, so only the connection knows how much there was.
  const timer = setInterval(() => {
    if (socket.bytesRead - fromBytes > LINGER_BYTES || performance.now() > untilMs) socket.destroy();
    if (req.complete || socket.destroyed) clearInterval(timer);
  }, LOOK_MS);
  req.resume();
}
