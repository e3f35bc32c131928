import { MeshError } from "@/lib/core/errors";
import { type OperationContext, operation } from "@/lib/identity/operation";
import { actorRef } from "@/lib/identity/principal";
import type { EntityRef } from "@/lib/policy/decision";
import { entityOfActor } from "@/lib/policy/entities";
import { policyValidatorService } from "@/lib/policy/policy-validator";
import { type Asset, registryService } from "@/lib/registry/asset";
import { accessPolicyName, accessPolicyText } from "./access-policy";
import { propose } from "./propose-change";
import { type AccessRequest, requestAccessInput, requestAccessOutput } from "./request-access.schema";

const DAY_S = 86_400;

/**
 * Asks the owner of a callee to permit its use, for a reason and until a day. It becomes a change request: a policy of the callee's domain that its people approve like any other, and that ends by itself.
 */
export const requestAccess = operation({
  permission: "mesh:propose",
  tool: {
    name: "request_access",
    description:
      "Ask the owner of an agent, MCP server or model for permission to use it. Answers the number of a change request; check_request says how it stands.",
    examples: [
      {
        kind: "mcp-server",
        name: "invoice-tools",
        operations: ["search"],
        reason: "To answer questions about invoices.",
        days: 30,
      },
    ],
  },
})
  .route({ method: "POST", path: "/access-requests", summary: "Ask for access", tags: ["changes"] })
  .input(requestAccessInput)
  .output(requestAccessOutput)
  .handler(async ({ input, context }) => {
    const callee = calleeOf(context, input);
    const who = beneficiaryOf(context, input);
    const until = Math.floor(Date.now() / 1000) + input.days * DAY_S;
    const name = accessPolicyName(who, input);
    const text = accessPolicyText(who, input, until);
    const title = `Access for ${who.id} to ${input.name}`.slice(0, 200);
    const known = context.services.get(registryService).current().find("policy", name);
    // Access that was taken back can be asked for again.
    const again = known?.lifecycle === "retired" ? { lifecycle: "active" as const } : {};
    const head = { name, domain: callee.domain, title, description: input.reason, ...again };
    const spec = { text, guardrail: false };
    context.services
      .get(policyValidatorService)
      .validate({ assetName: name, text, guardrail: false, domain: callee.domain });
    const { name: _name, ...rest } = head;
    const answer = await context.database.db.transaction((tx) =>
      propose(tx, context, {
        title,
        reason: input.reason,
        items: [{ op: "put", kind: "policy", name, head: rest, spec }],
        draft: false,
      }),
    );
    const expiresAt = new Date(until * 1000).toISOString();
    return { ...answer, policy: { name, domain: callee.domain, text }, expiresAt };
  });

/** @throws MeshError `not_found`, `invalid_request` for a tool that the server does not have */
function calleeOf({ services }: OperationContext, { kind, name, operations }: AccessRequest): Asset {
  const asset = services.get(registryService).current().find(kind, name) as Asset | undefined;
  if (!asset || asset.lifecycle === "draft" || asset.lifecycle === "retired")
    throw new MeshError("not_found", `The mesh has no ${kind} of that name.`);
  if (operations && kind !== "mcp-server")
    throw badField("operations", "Only an MCP server's tools can be asked for one by one.");
  const tools = kind === "mcp-server" ? (asset as Asset<"mcp-server">).spec.tools : [];
  const unknown = operations?.filter((tool) => !tools.some((known) => known.name === tool)) ?? [];
  if (unknown.length > 0) throw badField("operations", `${name} has no tool ${unknown.join(", ")}.`);
  return asset;
}

/** A program asks for itself; a person for an agent. */
function beneficiaryOf({ principal, services }: OperationContext, { agent }: AccessRequest): EntityRef {
  const { caller } = principal;
  if (caller.kind === "user") {
    if (agent === undefined) throw badField("agent", "Say which agent is to get the access.");
    if (!services.get(registryService).current().find("agent", agent))
      throw badField("agent", "The mesh has no agent of that name.");
    return { type: "Agent", id: agent };
  }
  if (agent !== undefined && actorRef(caller) !== `agent:${agent}`)
    throw badField("agent", "A program asks for itself.");
  return entityOfActor(caller);
}

function badField(path: string, message: string): MeshError {
  return new MeshError("invalid_request", "The request does not fit.", { issues: [{ path, message }] });
}
