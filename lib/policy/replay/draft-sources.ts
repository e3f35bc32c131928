import type { PolicySource } from "../parse-policies";
import type { PolicyDraft } from "./replay.schema";

/** The sources of a set as they would be with a draft. */
export function draftSources(
  current: readonly PolicySource[],
  draft: readonly PolicyDraft[],
): PolicySource[] {
  const byName = new Map(current.map((source) => [source.assetName, source]));
  for (const item of draft) {
    if (item.op === "remove") byName.delete(item.name);
    else {
      const { name, domain, text, guardrail } = item;
      byName.set(name, { assetName: name, domain, text, guardrail });
    }
  }
  return [...byName.values()];
}
