import { ERROR_CODES, type ErrorCode, MeshError } from "@/lib/core/errors";
import { type Actor, actorRef, type Principal } from "@/lib/identity/principal";
import type {
  Action,
  CedarValue,
  Decision,
  EntityRecord,
  EntityRef,
  EntitySource,
} from "@/lib/policy/decision";
import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";
import type { AssetKind } from "@/lib/registry/kinds";
import type { CallIntent } from "./call";
import type { Mesh } from "./mesh";
import type { Ruling } from "./rule";

export function decide<K extends AssetKind>(
  mesh: Mesh,
  principal: Principal,
  intent: CallIntent<K>,
  asset: Asset<K>,
): { ruling: Ruling; err: MeshError | undefined } {
  const resource = intent.resource ?? resourceOf(asset);
  const context = contextOf(principal, intent);
  const decision = decideChain(mesh, principal, intent.action, resource, context);
  const ruling: Ruling = {
    decision: decision.effect,
    policies: decision.policies.map((policy) => policy.id),
    policyVersion: decision.policyVersion,
    inputs: { action: intent.action, resource: `${resource.type}::${resource.id}`, context },
  };
  return { ruling, err: decision.effect === "allow" ? undefined : refusalOf(decision, asset) };
}

export function decideChain(
  mesh: Mesh,
  principal: Principal,
  action: Action,
  resource: EntityRef,
  context: Record<string, CedarValue>,
): Decision {
  const entities = entitySource(mesh.registry.current());
  let last: Decision | undefined;
  for (const actor of principal.chain) {
    last = mesh.policy().decide({ principal: refOf(actor), action, resource, context }, entities);
    if (last.effect !== "allow") return last;
  }
  if (!last) throw new MeshError("internal", "A principal without a chain cannot be ruled.");
  return last;
}

const TYPES = { agent: "Agent", service: "Service", user: "User" } as const;
const KINDS = { Agent: "agent", McpServer: "mcp-server", Model: "model" } as const;

export function resourceOf(asset: Asset): EntityRef {
  switch (asset.kind) {
    case "agent":
      return { type: "Agent", id: asset.name };
    case "mcp-server":
      return { type: "McpServer", id: asset.name };
    case "model":
      return { type: "Model", id: asset.name };
    default:
      throw new MeshError("invalid_request", `A ${asset.kind} cannot be called.`);
  }
}

function refOf(actor: Actor): EntityRef {
  return { type: TYPES[actor.kind], id: actor.id };
}

function contextOf(principal: Principal, intent: CallIntent): Record<string, CedarValue> {
  return {
    actor: { __entity: refOf(principal.caller) },
    subject: actorRef(principal.subject),
    depth: principal.chain.length,
    delegated: principal.chain.length > 1,
    protocol: intent.protocol,
    method: intent.method,
    ...(principal.taskId === undefined ? {} : { task: principal.taskId }),
    ...(intent.operation === undefined ? {} : { operation: intent.operation }),
    ...(intent.arguments === undefined ? {} : { args: intent.arguments as CedarValue }),
  };
}

function entitySource(snapshot: RegistrySnapshot): EntitySource {
  return (ref) => {
    if (ref.type === "Tool") {
      const [server] = ref.id.split("/", 1);
      const owner = snapshot.find("mcp-server", server as string);
      return (
        owner && {
          ref,
          attrs: { name: ref.id },
          parents: [
            { type: "McpServer", id: owner.name },
            { type: "Domain", id: owner.domain },
          ],
        }
      );
    }
    const kind = KINDS[ref.type as keyof typeof KINDS];
    const asset = kind && (snapshot.find(kind, ref.id) as Asset | undefined);
    if (!asset) return { ref, attrs: {}, parents: [] };
    return {
      ref,
      attrs: attributesOf(asset),
      parents: [{ type: "Domain", id: asset.domain }],
    } satisfies EntityRecord;
  };
}

function attributesOf(asset: Asset): Record<string, CedarValue> {
  const { name, domain, certified, dataClass, lifecycle, tags } = asset;
  return { name, domain, certified, dataClass, lifecycle, tags: [...tags] };
}

function refusalOf(decision: Decision, asset: Asset): MeshError {
  const policy = decision.policies[0];
  const policies = decision.policies.map(({ id }) => id);
  const remedy = policy?.remedy ? { message: policy.remedy } : undefined;
  if (decision.effect === "hold") {
    return new MeshError("approval_required", `Calling ${asset.title} needs an approval first.`, {
      policies,
      ...(remedy ? { remedy } : {}),
    });
  }
  if (!policy) {
    return new MeshError("policy_denied", `No policy permits this call to ${asset.title}.`, {
      remedy: { message: `Ask the domain ${asset.domain}, which owns it, for a policy that permits it.` },
    });
  }
  const code = ERROR_CODES.find((known) => known === policy.code) ?? ("policy_denied" satisfies ErrorCode);
  return new MeshError(code, policy.reason ?? policy.title ?? "A policy forbids this call.", {
    policies,
    ...(remedy ? { remedy } : {}),
  });
}
