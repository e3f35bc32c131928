import { getRequestListener } from "@hono/node-server";

/**
 * The server adapter's own Response. It behaves as the standard one, and a body that is a text goes to the socket as it is instead of through a stream. The adapter offers it only by
 * installing it in place of the global one, which would break `instanceof Response` for everything that `fetch` returns; so it is taken from there and the global is put back.
 */
export const LightResponse: typeof Response = take();

function take(): typeof Response {
  const before = { Request: globalThis.Request, Response: globalThis.Response };
  getRequestListener(() => new Response());
  const light = globalThis.Response;
  for (const [name, value] of Object.entries(before)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
  return light;
}
