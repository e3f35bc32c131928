import { MeshError } from "@/lib/core/errors";
import type { Mesh } from "@/lib/gateway/mesh";
import type { DoorRequest } from "@/lib/protocols/try/door-request";
import { gatewayApp } from "./gateway-app";

let own: { mesh: Mesh; app: ReturnType<typeof gatewayApp> } | undefined;

/**
 * Sends a request through the gateway's front door, with everything that any caller meets there. A process that carries calls serves it itself; a console replica asks the gateway at the mesh's public address.
 * @param signal ends the call when its sender goes away
 * @throws MeshError `unavailable` when no gateway answers
 */
export async function enterGateway(
  mesh: Mesh,
  { path, headers, body }: DoorRequest,
  badge: string,
  signal: AbortSignal,
): Promise<Response> {
  const url = new URL(mesh.config.publicUrl + path);
  const init = {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${badge}` },
    body,
    signal,
  };
  if (mesh.config.role !== "console") {
    if (own?.mesh !== mesh) own = { mesh, app: gatewayApp(mesh) };
    // What a connection would bring along: the door refuses a request that does not name its host.
    return own.app.fetch(new Request(url, { ...init, headers: { ...init.headers, host: url.host } }));
  }
  try {
    return await fetch(url, { ...init, redirect: "error", cache: "no-store" });
  } catch (cause) {
    if (signal.aborted) throw new MeshError("cancelled", "The call was cancelled.", { cause });
    throw new MeshError("unavailable", `No gateway answers at ${mesh.config.publicUrl}.`, {
      cause,
      remedy: {
        message:
          "This process serves the console alone. Start a gateway that SIGNALBOX_URL leads to, and try again.",
      },
    });
  }
}
