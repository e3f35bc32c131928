import type { InferRouterOutputs } from "@orpc/server";
import type { operations } from "@/lib/protocols/api/operations";
import type { MeaningUse } from "@/lib/registry/meaning/meaning-use.schema";

type Outputs = InferRouterOutputs<typeof operations>;

/** How many results a sentence names. */
const NAMED = 10;

/** What a skill came to, in a sentence for a reader of text. It names what the mesh itself has named and repeats no text of others. */
export function sentenceFor(skill: string, output: unknown): string {
  const say = Object.hasOwn(SENTENCES, skill) ? SENTENCES[skill as keyof typeof SENTENCES] : undefined;
  return say ? say(output as never) : `${skill} is done.`;
}

/** Why a search by meaning may have missed something. */
const MISSED: Record<MeaningUse["state"], string> = {
  used: "",
  reading: " Some assets have not been read for their meaning yet: ask again in a moment.",
  off: " Only words were looked for, as the search by meaning is switched off.",
  failed: " Only words were looked for, as the search by meaning failed.",
};

const SENTENCES = {
  discover({ results, total, meaning }: Outputs["discover"]) {
    if (total === 0) return `Nothing that you may know of fits.${meaning ? MISSED[meaning.state] : ""}`;
    const names = results.slice(0, NAMED).map(({ kind, name }) => `${kind} ${name}`);
    const found = total > names.length ? `${total} found, among them` : "Found:";
    return `${found} ${names.join(", ")}. Ask describe with kind and name for more.`;
  },
  describe({ kind, name, url, protocol, allowed }: Outputs["describeAsset"]) {
    const use = allowed ? "You may use it." : "You may not use it; request_access asks its owner.";
    return `${kind} ${name} is served at ${url} (${protocol}). ${use}`;
  },
  why_denied({ decision, code, policies, remedy }: Outputs["whyDenied"]) {
    if (decision !== "deny") return `The call was not refused by policy: the decision was ${decision}.`;
    const by =
      policies.length > 0 ? `by ${policies.map(({ id }) => id).join(", ")}` : "as nothing permits it";
    return `Refused with ${code ?? "no code"}, ${by}.${remedy ? " The remedy holds the request that asks for access." : ""}`;
  },
  request_access({ number, state, expiresAt }: Outputs["requestAccess"]) {
    return `${standing(number, state)} Once it is approved and applied the access lasts until ${expiresAt}.`;
  },
  propose_change: ({ number, state }: Outputs["proposeChange"]) => standing(number, state),
  check_request: ({ number, state }: Outputs["getChange"]) => `Change ${number}: ${state}.`,
  budget_left({ items, more }: Outputs["budgetLeft"]) {
    if (items.length === 0) return "No budget and no limit holds for these calls.";
    const left = items.slice(0, NAMED).map((item) => {
      const unit = item.currency ?? item.measure;
      return `${item.kind} ${item.name} ${item.left} of ${item.cap} ${unit}`;
    });
    return `Left: ${left.join("; ")}${more || items.length > NAMED ? "; and more" : ""}.`;
  },
  get_prompt: ({ name, version, messages }: Outputs["getPrompt"]) =>
    `Prompt ${name}, version ${version}: ${messages.length} messages.`,
  taxonomy: ({ skills, fields }: Outputs["listTaxonomy"]) =>
    `${skills.length} skills and ${fields.length} fields.`,
};

function standing(number: number, state: string): string {
  return `Change ${number}: ${state}. Ask check_request with this number how it stands.`;
}
