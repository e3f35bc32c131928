import { digestOf } from "@/lib/core/canonical-json";
import type { OperationContext } from "@/lib/identity/operation";
import type { Principal } from "@/lib/identity/principal";
import { registryService } from "@/lib/registry/asset";
import type { ChangeItem } from "./change-item.schema";
import type { Exemption } from "./change-names.schema";
import { requirementsOf } from "./requirements-of";
import { needsLook } from "./scan-item";

/** Kinds that give rights to nobody by being there: what may call them is up to policies. Adding one needs no second person; changing one does. */
const REGISTERED: readonly string[] = [
  "agent",
  "mcp-server",
  "model",
  "api",
  "stream",
  "workflow",
  "prompt",
  "dataset",
  "golden-examples",
  "suite",
];

/** Why this needs no review; undefined when it does. */
export function exemptionOf(
  { principal, services }: OperationContext,
  item: ChangeItem,
): Exemption | undefined {
  if (isProgram(principal)) return "program";
  if (needsLook(item, services.get(registryService).current())) return undefined;
  if (item.baseVersion === null && REGISTERED.includes(item.kind)) return "registration";
  const needs = requirementsOf([item], services.get(registryService).current());
  return needs.length === 0 ? "rule" : undefined;
}

/** A program that manages the installation in its own name, such as the one that sets it up from reviewed files. */
function isProgram({ caller, chain, roles }: Principal): boolean {
  return caller.kind === "service" && chain.length === 1 && roles.includes("admin");
}

export function isInForce(item: ChangeItem): boolean {
  return item.op === "put" && digestOf(item.body.spec) === item.baseDigest;
}

/** Whether what stands beside the spec is as it was too. */
export function saysNothingNew({ op, body }: ChangeItem): boolean {
  if (op !== "put") return false;
  const { domain: _domain, ...given } = body.head;
  const before: Record<string, unknown> = body.before ?? {};
  return Object.entries(given).every(
    ([member, asked]) => asked === undefined || digestOf(asked) === digestOf(before[member] ?? null),
  );
}
