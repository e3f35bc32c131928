import type { Mesh } from "@/lib/gateway/mesh";
import type { Egress } from "@/lib/traffic/egress";
import { readStdioFile } from "./read-stdio-file";
import { registerStdioServers } from "./register-stdio-servers";
import { stdioEgress } from "./stdio-egress";
import { startStdioHost } from "./stdio-host";

/** Servers that this process runs. */
export interface OpenStdio {
  /** The mesh's way out, with these servers in reach. */
  egress: Egress;
  /** Puts them in the registry. */
  register(mesh: Mesh): Promise<void>;
  close(): Promise<void>;
}

/** Makes the servers of the operator's file reachable. Without a file there are none. @throws MeshError `invalid_request` for a file that is wrong */
export async function openStdio(path: string | undefined, egress: Egress): Promise<OpenStdio> {
  if (path === undefined) return { egress, register: async () => {}, close: async () => {} };
  const servers = readStdioFile(path);
  const host = await startStdioHost(servers);
  let stopRegistering = () => {};
  return {
    egress: stdioEgress(egress, host),
    async register(mesh) {
      stopRegistering = await registerStdioServers(mesh, servers);
    },
    async close() {
      stopRegistering();
      await host.close();
    },
  };
}
