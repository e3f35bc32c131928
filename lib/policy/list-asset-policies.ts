import { MeshError } from "@/lib/core/errors";
import { operation } from "@/lib/identity/operation";
import { type Asset, type RegistrySnapshot, registryService } from "@/lib/registry/asset";
import { type Applicability, applicabilityOf, type PolicySubject } from "./applicable-policies";
import {
  type AssetPolicy,
  listAssetPoliciesInput,
  listAssetPoliciesOutput,
} from "./list-asset-policies.schema";
import { liveSources } from "./live-sources";
import {
  OBLIGATION_ANNOTATIONS,
  type ParsedPolicy,
  type PolicySource,
  parsePolicies,
} from "./parse-policies";

/** The policies in force that can apply to an asset, and why: guardrails first, then what forbids, then what permits. @throws MeshError `not_found` */
export const listAssetPolicies = operation({ permission: "catalog:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}/policies",
    summary: "Policies that can apply to an asset",
    tags: ["catalog"],
  })
  .input(listAssetPoliciesInput)
  .output(listAssetPoliciesOutput)
  .handler(async ({ input, context }) => {
    const snapshot = context.services.get(registryService).current();
    const asset = snapshot.find(input.kind, input.name) as Asset | undefined;
    if (!asset) throw new MeshError("not_found", "There is no such asset.");
    const subject = subjectOf(asset);
    const inForce = policiesOf(snapshot);
    const items = inForce.flatMap(({ policy, source }) => {
      const parts = applicabilityOf(policy, source, subject);
      return parts.length > 0 ? [describe(policy, source, parts)] : [];
    });
    return { items: items.sort((a, b) => rank(a) - rank(b)), inForce: inForce.length };
  });

interface InForce {
  policy: ParsedPolicy;
  source: PolicySource;
}

/** Parsing a text takes longer than judging it, and a snapshot never changes. */
const parsed = new WeakMap<RegistrySnapshot, InForce[]>();

function policiesOf(snapshot: RegistrySnapshot): InForce[] {
  const known = parsed.get(snapshot);
  if (known) return known;
  const found = liveSources(snapshot).flatMap((source) =>
    parsePolicies(source).map((policy) => ({ policy, source })),
  );
  parsed.set(snapshot, found);
  return found;
}

function subjectOf(asset: Asset): PolicySubject {
  const tools = asset.kind === "mcp-server" ? (asset as Asset<"mcp-server">).spec.tools : [];
  return {
    kind: asset.kind as PolicySubject["kind"],
    name: asset.name,
    domain: asset.domain,
    tools: tools.map((tool) => tool.name),
  };
}

function describe(policy: ParsedPolicy, source: PolicySource, parts: readonly Applicability[]): AssetPolicy {
  const { title, reason, remedy } = policy.annotations;
  return {
    id: policy.id,
    asset: policy.assetName,
    guardrail: source.guardrail,
    domain: source.domain ?? "",
    effect: policy.effect,
    title: title || null,
    reason: reason || null,
    remedy: remedy || null,
    obligations: OBLIGATION_ANNOTATIONS.flatMap((kind) => {
      const value = policy.annotations[kind];
      return value ? [`${kind}: ${value}`] : [];
    }),
    parts: parts.map((part) => ({ ...part, tools: [...part.tools] })),
    text: policy.text,
  };
}

function rank({ guardrail, effect }: AssetPolicy): number {
  return guardrail ? 0 : effect === "forbid" ? 1 : 2;
}
