import { ERROR_CODES, MeshError } from "@/lib/core/errors";
import type { Principal } from "@/lib/identity/principal";
import { type ChainDecision, type ChainQuestion, decideChain } from "@/lib/policy/decide-chain";
import type { Decision, EntityRef } from "@/lib/policy/decision";
import { registryEntities } from "@/lib/policy/entities";
import { checkGrants, type ToolUse } from "@/lib/policy/grants";
import type { RecordedInputs } from "@/lib/policy/recorded-inputs";
import { accessRemedy } from "@/lib/registry/access-remedy";
import type { Asset } from "@/lib/registry/asset";
import { snapshotWith } from "@/lib/registry/canary";
import type { CalledKind } from "@/lib/registry/kinds";
import type { CallIntent } from "./call";
import type { Mesh } from "./mesh";
import { permittedRefusal } from "./permitted";
import type { Ruling } from "./rule";
import { scopeRefusal } from "./scope-refusal";
import { labelScope } from "./task-labels";

/**
 * Stage 3. Rules a call by the task grant in its badge and by the policies in force, for every link of the delegation chain.
 * @throws when the evaluator is broken; the caller fails closed
 */
export async function decide<K extends CalledKind>(
  mesh: Mesh,
  principal: Principal,
  intent: CallIntent<K>,
  asset: Asset<K>,
): Promise<{ ruling: Ruling; err: MeshError | undefined }> {
  // The set that says whether labels are needed is the one that rules, also when a policy changes meanwhile.
  const engine = mesh.policy();
  const labels = engine.readsLabels ? await mesh.labels.of(principal) : undefined;
  const question: ChainQuestion = {
    principal,
    action: intent.action,
    resource: intent.resource ?? resourceOf(asset),
    protocol: intent.protocol,
    method: intent.method,
    operation: intent.operation,
    tool: toolOf(asset, intent),
    arguments: intent.arguments,
    labels,
  };
  const { decision, inputs } = ask(mesh, question, engine, snapshotWith(mesh.registry.current(), asset));
  const beyondScope = scopeRefusal(principal);
  const beyondGrant = grantRefusal(principal, intent, asset);
  const beyondLists = permittedRefusal(mesh.registry.current(), principal, {
    asset,
    tool: question.tool,
    operation: intent.operation,
  });
  const besides = beyondScope ?? beyondGrant ?? beyondLists;
  const recorded: RecordedInputs = {
    ...inputs,
    effect: decision.effect,
    ...(labels === undefined ? { labelScope: labelScope(principal) } : {}),
    ...(besides && decision.effect === "deny" ? { besides: besides.code } : {}),
  };
  const ruling: Ruling = {
    decision: decision.effect,
    policies: decision.policies.map((policy) => policy.id),
    policyVersion: decision.policyVersion,
    inputs: recorded,
  };
  const tool = toolUse(asset, intent)?.tool;
  if (decision.effect === "deny") return { ruling, err: refusalOf(decision, asset, tool) };
  // Nobody is asked to approve what the badge could not be used for anyway.
  const beyond = beyondScope ?? bindingRefusal(principal, decision) ?? beyondGrant ?? beyondLists;
  if (beyond) return { ruling: { ...ruling, decision: "deny" }, err: beyond };
  return { ruling, err: decision.effect === "hold" ? refusalOf(decision, asset, tool) : undefined };
}

/** One question to the policies in force. */
export function ask(
  mesh: Mesh,
  question: ChainQuestion,
  engine = mesh.policy(),
  snapshot = mesh.registry.current(),
): ChainDecision {
  return decideChain(engine, registryEntities(snapshot), question);
}

/** An asset as policies name it. @throws MeshError `invalid_request` for a kind that they do not know */
export function resourceOf(asset: Asset): EntityRef {
  switch (asset.kind) {
    case "agent":
      return { type: "Agent", id: asset.name };
    case "mcp-server":
      return { type: "McpServer", id: asset.name };
    case "model":
      return { type: "Model", id: asset.name };
    case "prompt":
      return { type: "Prompt", id: asset.name };
    default:
      throw new MeshError("invalid_request", `Policies do not rule the use of a ${asset.kind}.`);
  }
}

/** The pinned tool that a call uses; undefined for any other call. */
export function toolOf(asset: Asset, intent: CallIntent): ChainQuestion["tool"] {
  if (intent.action !== "callTool" || asset.kind !== "mcp-server") return undefined;
  return (asset as Asset<"mcp-server">).spec.tools.find((tool) => tool.name === intent.operation);
}

/** A tool call as task grants see it; undefined for any other call. */
export function toolUse(asset: Asset, intent: CallIntent): ToolUse | undefined {
  if (intent.action !== "callTool") return undefined;
  return { server: asset.name, tool: intent.operation ?? "", arguments: intent.arguments ?? {} };
}

/** `@binding("dpop")` on a permit that decided: a badge that whoever steals it can use is not enough. */
function bindingRefusal(principal: Principal, decision: Decision): MeshError | undefined {
  const bound = principal.badge?.keyThumbprint !== undefined;
  // A way of binding that the mesh does not know can be met by nobody.
  const duty = decision.obligations.find(
    ({ kind, value }) => kind === "binding" && !(bound && value === "dpop"),
  );
  if (!duty) return undefined;
  return new MeshError("proof_required", "This needs a badge that is bound to a key.", {
    policies: [duty.policyId],
    remedy: { message: "Ask for the badge with a DPoP proof (RFC 9449), and send one with the call." },
  });
}

/** A badge with a task grant reaches the granted tools only, with the granted arguments, whatever policy would allow besides. */
function grantRefusal(principal: Principal, intent: CallIntent, asset: Asset): MeshError | undefined {
  const use = toolUse(asset, intent);
  if (!principal.grants || !use) return undefined;
  const checked = checkGrants(principal.grants, use);
  if (checked.allowed) return undefined;
  return new MeshError("grant_exceeded", checked.reason, {
    remedy: { message: "Ask whoever gave you this task for a badge that grants it." },
  });
}

/** @param tool the operation of a tool call */
function refusalOf(decision: Decision, asset: Asset, tool: string | undefined): MeshError {
  const policy = decision.policies[0];
  const options = {
    policies: decision.policies.map(({ id }) => id),
    ...(policy?.remedy ? { remedy: { message: policy.remedy } } : {}),
  };
  if (decision.effect === "hold") {
    const reason = policy?.reason ? ` ${policy.reason}` : "";
    return new MeshError(
      "approval_required",
      `Calling ${asset.title} needs an approval first.${reason}`,
      options,
    );
  }
  if (!policy) {
    return new MeshError("policy_denied", `No policy permits this use of ${asset.title}.`, {
      remedy: accessRemedy(asset.domain, {
        kind: asset.kind,
        name: asset.name,
        ...(tool === undefined ? {} : { operations: [tool] }),
      }),
    });
  }
  const code = ERROR_CODES.find((known) => known === policy.code) ?? "policy_denied";
  return new MeshError(code, policy.reason ?? policy.title ?? "A policy forbids this call.", options);
}
