import { publicError } from "@/lib/core/error-http";
import { isMeshError, MeshError } from "@/lib/core/errors";
import type { CallIntent } from "@/lib/gateway/call";
import { decide } from "@/lib/gateway/decide";
import type { Mesh } from "@/lib/gateway/mesh";
import { resolve } from "@/lib/gateway/resolve";
import type { Principal } from "@/lib/identity/principal";
import { ACTIONS, type Action } from "@/lib/policy/decision";
import { toolRef } from "@/lib/policy/entities";
import type { CalledKind } from "@/lib/registry/kinds";
import type { EvaluationRequest, EvaluationResponse } from "./evaluation.schema";
import { principalOfSubject } from "./principal-of-subject";

/**
 * Answers one question by the very stages that rule a call: the registry, the policies in force and, for a caller that asks about itself, its own badge. Nothing is called and nothing is counted.
 * @throws MeshError `invalid_request` for a question that makes no sense here, `permission_denied` for one about somebody else
 */
export async function evaluate(
  mesh: Mesh,
  asker: Principal,
  request: EvaluationRequest,
): Promise<EvaluationResponse> {
  const intent = intentOf(request);
  const principal = await principalOfSubject(mesh.database.db, asker, request.subject);
  if (!principal) return refused(new MeshError("not_found", "The mesh does not know this subject."));
  try {
    const { err } = await decide(mesh, principal, intent, resolve(mesh, intent));
    return err ? refused(err) : { decision: true };
  } catch (err) {
    if (isMeshError(err) && (err.code === "not_found" || err.code === "suspended")) return refused(err);
    throw err;
  }
}

function refused(err: MeshError): EvaluationResponse {
  const { code, message, policies, remedy } = publicError(err);
  return {
    decision: false,
    context: { reason: { code, message, ...(policies ? { policies } : {}), ...(remedy ? { remedy } : {}) } },
  };
}

/** What each kind of resource can be asked about, and how a call of that kind would come. */
const RESOURCES: Record<
  string,
  { kind: CalledKind; actions: readonly Action[]; protocol: CallIntent["protocol"] }
> = {
  agent: { kind: "agent", actions: ["invokeAgent", "discover"], protocol: "a2a" },
  "mcp-server": { kind: "mcp-server", actions: ["discover", "readResource", "getPrompt"], protocol: "mcp" },
  tool: { kind: "mcp-server", actions: ["callTool", "discover"], protocol: "mcp" },
  model: { kind: "model", actions: ["useModel", "discover"], protocol: "openai" },
};

const METHODS: Record<Action, string> = {
  discover: "discover",
  invokeAgent: "SendMessage",
  callTool: "tools/call",
  readResource: "resources/read",
  getPrompt: "prompts/get",
  useModel: "chat.completions",
};

function intentOf({ action, resource }: EvaluationRequest): CallIntent {
  const known = Object.hasOwn(RESOURCES, resource.type) ? RESOURCES[resource.type] : undefined;
  const name = ACTIONS.find((one) => one === action.name);
  if (!known || !name || !known.actions.includes(name)) {
    const kinds = Object.entries(RESOURCES).map(([type, { actions }]) => `${type}: ${actions.join(", ")}`);
    throw new MeshError(
      "invalid_request",
      `Ask about one of these resources and actions: ${kinds.join("; ")}.`,
    );
  }
  const given = action.properties?.arguments;
  const base = {
    protocol: known.protocol,
    method: METHODS[name],
    action: name,
    payload: { contentType: "application/json", body: "" },
    ...(typeof given === "object" && given !== null
      ? { arguments: given as Readonly<Record<string, unknown>> }
      : {}),
    forward: () => Promise.reject(new MeshError("internal", "A question is never sent on.")),
  };
  if (resource.type !== "tool") return { ...base, callee: { kind: known.kind, name: resource.id } };
  const slash = resource.id.indexOf("/");
  if (slash < 1) throw new MeshError("invalid_request", "A tool is named as server/tool.");
  const [server, tool] = [resource.id.slice(0, slash), resource.id.slice(slash + 1)];
  return {
    ...base,
    callee: { kind: known.kind, name: server },
    operation: tool,
    resource: toolRef(server, tool),
  };
}
