import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { PolicyWordList } from "@/lib/policy/policy-words.schema";
import { fetchJson } from "../data/fetch-json";
import { offerAt } from "./cedar-complete";
import type { Word } from "./cedar-words";

/** Enough of the text before the cursor for what decides. */
const LOOK_BACK = 4_000;
const WORD = /^[\w:/.-]*$/;

/** Completes Cedar: its own words at once, names of the mesh from the console's API. */
export async function completeCedar(context: CompletionContext): Promise<CompletionResult | null> {
  const start = Math.max(0, context.pos - LOOK_BACK);
  const found = offerAt(context.state.sliceDoc(start, context.pos), context.explicit);
  if (!found) return null;
  const from = start + found.from;
  if ("words" in found) return { from, options: found.words.map(optionOf), validFor: WORD };
  const controller = new AbortController();
  context.addEventListener("abort", () => controller.abort());
  try {
    const query = new URLSearchParams(found.ask);
    const { words, more } = await fetchJson<PolicyWordList>(
      `/api/console/policies/words?${query}`,
      controller.signal,
    );
    // A list that was cut must be asked for again when more is typed.
    return { from, options: words.map(optionOf), ...(more ? {} : { validFor: WORD }) };
  } catch {
    // Without an answer one can still type the name; the check says if there is none of it.
    return null;
  }
}

function optionOf({ text, detail }: Word) {
  return { label: text, detail };
}
