import { type PolicySource, parsePolicies } from "../parse-policies";
import { namedToolActions, readsArguments } from "../policy-reads";

/** Tells for which tools the arguments of a call can matter: some policy reads them and names the tool, or reads them and names none. */
export function neededArguments(sources: readonly PolicySource[]): (toolActionId: string) => boolean {
  const named = new Set<string>();
  let any = false;
  for (const policy of sources.flatMap(parsePolicies)) {
    if (!readsArguments(policy.est)) continue;
    const tools = namedToolActions(policy.est);
    if (tools.length === 0) any = true;
    for (const tool of tools) named.add(tool);
  }
  return (toolActionId) => any || named.has(toolActionId);
}
