import type { RegistrySnapshot } from "../asset";
import { HELD_KINDS } from "../kinds";
import type { ScanSurroundings } from "./scan-asset";

/** What an asset can be confused with: everything that was registered before it and is not retired. */
export function surroundingsOf(
  registry: RegistrySnapshot,
  asset: { kind: string; name: string },
): ScanSurroundings {
  const own = HELD_KINDS.flatMap((kind) => registry.list(kind)).find(
    ({ kind, name }) => kind === asset.kind && name === asset.name,
  );
  // Ids grow with time.
  const earlier = <T extends { id: string; lifecycle: string }>(all: readonly T[]) =>
    all.filter(({ id, lifecycle }) => lifecycle !== "retired" && (own === undefined || id < own.id));
  return {
    assets: HELD_KINDS.flatMap((kind) => earlier(registry.list(kind))).map(({ kind, name, title }) => ({
      kind,
      name,
      title,
    })),
    servers: earlier(registry.list("mcp-server")).map(({ name, spec }) => ({
      server: name,
      tools: spec.tools.map((tool) => tool.name),
    })),
  };
}
