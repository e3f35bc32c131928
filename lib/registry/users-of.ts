import type { Db } from "@/db/client";
import { listSpecsNaming } from "@/db/queries/asset-specs";
import { listCallers } from "@/db/queries/asset-traffic";
import { idFloor } from "@/lib/core/ids";
import type { Asset, RegistrySnapshot } from "./asset";
import { ASSET_KINDS, type AssetKind, type SpecOf } from "./kinds";
import type { AgentSpec } from "./kinds/agent";
import type { AssetUsers } from "./list-asset-users.schema";
import { parseNameReference } from "./parse-reference";
import { referencesOf } from "./specs/references";

/** So long ago that who has not called since is hardly a user. */
const RECENT_MS = 7 * 86_400_000;
const MOST = 50;

interface Ref {
  kind: string;
  name: string;
}

/** What in service names an asset, and who has reached it in the last 7 days. */
export async function usersOf(db: Db, registry: RegistrySnapshot, asset: Ref): Promise<AssetUsers> {
  const { kind, name } = asset;
  const [stored, callers] = await Promise.all([
    listSpecsNaming(db, { kinds: KEPT_IN_STORE, text: name, limit: MOST + 1 }),
    listCallers(db, { kind, name, floor: idFloor(Date.now() - RECENT_MS), limit: MOST + 1 }),
  ]);
  const held = HELD.flatMap((of) => registry.list(of) as readonly Asset[])
    .filter(inService)
    .flatMap((one) =>
      named(one.kind, one.spec, asset).map((path) => ({ kind: one.kind, name: one.name, path })),
    );
  const declared = [
    ...held,
    ...stored.flatMap((one) => {
      const of = one.kind as AssetKind;
      const spec = ASSET_KINDS[of].safeParse(one.spec);
      const paths = spec.success ? named(of, spec.data, asset) : [];
      return paths.map((path) => ({ kind: one.kind, name: one.name, path }));
    }),
  ];
  const reached = callers.filter(({ calls, refused }) => calls > refused);
  return {
    declared: declared.slice(0, MOST),
    callers: reached.slice(0, MOST),
    more: declared.length > MOST || callers.length > MOST || stored.length > MOST,
  };
}

/** Kinds that can name others; some are kept in memory, the others are asked for. */
const HELD = ["agent", "prompt", "budget", "limit"] as const satisfies readonly AssetKind[];
const KEPT_IN_STORE = ["workflow", "suite"] as const satisfies readonly AssetKind[];

function inService({ lifecycle }: Asset): boolean {
  return lifecycle === "active" || lifecycle === "deprecated";
}

/** Where a spec names an asset. */
function named(of: AssetKind, spec: SpecOf<AssetKind>, { kind, name }: Ref): string[] {
  if (of === "agent") return namedByAgent(spec as AgentSpec, { kind, name });
  return referencesOf(of, spec).flatMap((one) => (one.kind === kind && one.name === name ? [one.path] : []));
}

function namedByAgent({ permitted, prompts = [], suites = [] }: AgentSpec, { kind, name }: Ref): string[] {
  const isNamed = (text: string) => parseNameReference(text)?.name === name;
  switch (kind) {
    case "mcp-server":
      return permitted?.tools?.some((tool) => tool.startsWith(`${name}/`)) ? ["permitted.tools"] : [];
    case "model":
      return permitted?.models?.includes(name) ? ["permitted.models"] : [];
    case "prompt":
      return prompts.some(isNamed) ? ["prompts"] : [];
    case "suite":
      return suites.some(isNamed) ? ["suites"] : [];
    default:
      return [];
  }
}
