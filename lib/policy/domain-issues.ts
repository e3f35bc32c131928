import type { Asset, RegistrySnapshot } from "@/lib/registry/asset";
import { readScopes } from "./compile/compile-scope";
import type { EntityUid } from "./compile/evaluation";
import { issueOf, type ParsedPolicy, type PolicyIssue, type PolicySource } from "./parse-policies";

/**
 * A permit of a domain's policy counts for that domain's assets only. One whose head names an asset or a domain of somebody else could never apply, so it is refused with the reason and not left to look as if it
 * did.
 */
export function domainIssues(
  policy: ParsedPolicy,
  { domain, guardrail }: PolicySource,
  registry: RegistrySnapshot,
): PolicyIssue[] {
  if (policy.effect !== "permit" || domain === undefined || guardrail) return [];
  const { equal, inside } = readScopes(policy.est).resource;
  const named = equal ? [equal] : (inside ?? []);
  const foreign = named.flatMap((uid) => {
    const owner = ownerOf(uid, registry);
    return owner === undefined || owner === domain ? [] : [{ uid, owner }];
  });
  // With one of its own assets in the list the permit can still apply.
  if (foreign.length === 0 || foreign.length < named.length) return [];
  return foreign.map(({ uid: { type, id }, owner }) =>
    issueOf(
      policy,
      `${type}::${JSON.stringify(id)} is not the domain ${domain}'s: a policy of ${domain} permits the use of its own assets only. A steward of ${owner} can permit it.`,
    ),
  );
}

const KINDS = { Agent: "agent", McpServer: "mcp-server", Model: "model" } as const;

/** The domain that an entity stands in; undefined for one that is not registered and for the mesh as a whole. */
function ownerOf({ type, id }: EntityUid, registry: RegistrySnapshot): string | undefined {
  if (type === "Domain") return id;
  const kind = type === "Tool" ? "mcp-server" : KINDS[type as keyof typeof KINDS];
  if (kind === undefined) return undefined;
  const name = type === "Tool" ? id.slice(0, id.indexOf("/")) : id;
  return (registry.find(kind, name) as Asset | undefined)?.domain;
}
