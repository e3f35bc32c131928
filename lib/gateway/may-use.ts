import type { Principal } from "@/lib/identity/principal";
import type { ChainQuestion } from "@/lib/policy/decide-chain";
import type { Action, EntityRef } from "@/lib/policy/decision";
import type { RegistrySnapshot } from "@/lib/registry/asset";
import { ask } from "./decide";
import type { Mesh } from "./mesh";
import { permittedRefusal, type Use } from "./permitted";

/**
 * Whether the caller would be allowed, without a record: for lists that show only what their reader may use. A held call counts as usable, since asking for approval is a use.
 * Arguments are not known yet: a tool shows if some could be allowed.
 */
export function mayUse(
  mesh: Mesh,
  principal: Principal,
  question: { action: Action; resource: EntityRef } & Partial<
    Pick<ChainQuestion, "protocol" | "method" | "operation">
  >,
): boolean {
  const { protocol = "mesh", method = "discover" } = question;
  const asked = { ...question, principal, protocol, method, argumentsUnknown: true };
  if (ask(mesh, asked).decision.effect === "deny") return false;
  const snapshot = mesh.registry.current();
  const use = callOf(snapshot, question.resource);
  return use === undefined || permittedRefusal(snapshot, principal, use) === undefined;
}

/** A tool or a model as the lists of agents speak of it; a server as a whole shows as long as one of its tools could. */
function callOf(snapshot: RegistrySnapshot, { type, id }: EntityRef): Use | undefined {
  if (type === "Model") {
    const asset = snapshot.find("model", id);
    return asset && { asset };
  }
  if (type !== "Tool") return undefined;
  const slash = id.indexOf("/");
  const asset = snapshot.find("mcp-server", id.slice(0, slash));
  const operation = id.slice(slash + 1);
  return asset && { asset, operation, tool: asset.spec.tools.find(({ name }) => name === operation) };
}
