import type { Mesh } from "@/lib/gateway/mesh";
import type { ListenFilter } from "../wire/listen-filter";
import { wants } from "../wire/listen-filter";
import type { RpcNotification } from "../wire/messages";

const NOTES: readonly RpcNotification[] = ["tools", "prompts", "resources"].map((kind) => ({
  jsonrpc: "2.0",
  method: `notifications/${kind}/list_changed`,
}));

/** Tells of every change of the registry what the filter asks for: a server, a tool or a policy that comes or goes changes what the caller may use. */
export async function* registryEvents(
  mesh: Mesh,
  filter: ListenFilter,
  signal: AbortSignal,
): AsyncGenerator<RpcNotification> {
  const notes = NOTES.filter((note) => wants(filter, note));
  let changed = false;
  let wake = () => {};
  const off = mesh.registry.onChange(() => {
    changed = true;
    wake();
  });
  const onAbort = () => wake();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    while (!signal.aborted) {
      if (changed) {
        changed = false;
        yield* notes;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    off();
    signal.removeEventListener("abort", onAbort);
  }
}
