import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";
import type { EntityRef, EntitySource } from "../decision";
import { toolRef } from "../entities";
import type { AccessEntry } from "./access-table.schema";
import { examine, type Finding, type Question } from "./examine";

/** What someone may do with an asset: operations with the same answer by the same policies stand together, what is denied is left out. */
export function entriesOf(
  snapshot: RegistrySnapshot,
  principal: EntityRef,
  callee: Asset,
  entities: EntitySource,
): AccessEntry[] {
  const asked = operationsOf(callee);
  const entries = new Map<string, AccessEntry>();
  for (const { name, ...rest } of asked) {
    const finding = examine(snapshot, { principal, ...rest }, entities);
    if (finding.verdict === "deny") continue;
    const entry = entryOf(finding, finding.verdict);
    const key = JSON.stringify(entry);
    const known = entries.get(key);
    if (known) known.operations.push(name);
    else entries.set(key, { ...entry, operations: [name] });
  }
  return [...entries.values()].map((entry) => ({ ...entry, all: entry.operations.length === asked.length }));
}

function operationsOf(callee: Asset): (Omit<Question, "principal"> & { name: string })[] {
  switch (callee.kind) {
    case "agent":
      return [{ name: "call", action: "invokeAgent", resource: { type: "Agent", id: callee.name } }];
    case "model":
      return [{ name: "use", action: "useModel", resource: { type: "Model", id: callee.name } }];
    case "mcp-server": {
      const { spec } = callee as Asset<"mcp-server">;
      return spec.tools.map(({ name }) => ({
        name,
        action: "callTool" as const,
        resource: toolRef(callee.name, name),
      }));
    }
    default:
      return [];
  }
}

function entryOf({ policies, dependsOn, asksFor }: Finding, verdict: AccessEntry["verdict"]): AccessEntry {
  return {
    operations: [],
    all: false,
    verdict,
    policies: policies
      .map(({ id, assetName, effect }) => ({ id, asset: assetName, effect }))
      .sort((a, b) => a.id.localeCompare(b.id)),
    dependsOn: [...dependsOn],
    asksFor: [...asksFor],
  };
}
