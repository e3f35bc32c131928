import type { PromptMessage, PromptSpec } from "../kinds/prompt";
import { type NameReference, parseNameReference } from "../parse-reference";

export type PromptVariable = NonNullable<PromptSpec["variables"]>[number];

/** A prompt with what it includes in place. */
export interface ComposedPrompt {
  messages: PromptMessage[];
  /** Its own variables and those of what it includes; its own word counts where both name one. */
  variables: PromptVariable[];
  /** The prompts that were included, as they were named. */
  included: string[];
}

/** Finds a prompt that another one includes; undefined when there is none. */
export type FindPrompt = (reference: NameReference) => Promise<PromptSpec | undefined>;

const MAX_DEPTH = 5;
const MAX_MESSAGES = 500;

/**
 * Puts included prompts in place, also what they include themselves.
 * @returns in words why it cannot be done: something is missing, includes itself, or is too much
 */
export async function composePrompt(spec: PromptSpec, find: FindPrompt): Promise<ComposedPrompt | string> {
  const composed: ComposedPrompt = { messages: [], variables: [], included: [] };
  const problem = await addTo(composed, spec, find, []);
  return problem ?? composed;
}

async function addTo(
  composed: ComposedPrompt,
  spec: PromptSpec,
  find: FindPrompt,
  above: readonly string[],
): Promise<string | undefined> {
  for (const variable of spec.variables ?? []) {
    if (!composed.variables.some(({ name }) => name === variable.name)) composed.variables.push(variable);
  }
  for (const part of spec.messages) {
    if (!("include" in part)) {
      composed.messages.push(part);
      if (composed.messages.length > MAX_MESSAGES) return `It has more than ${MAX_MESSAGES} messages.`;
      continue;
    }
    const reference = parseNameReference(part.include);
    if (above.includes(part.include)) return `${part.include} includes itself.`;
    if (above.length >= MAX_DEPTH) return `Prompts include each other more than ${MAX_DEPTH} deep.`;
    const found = reference && (await find(reference));
    if (!found) return `There is no prompt ${part.include}.`;
    composed.included.push(part.include);
    const problem = await addTo(composed, found, find, [...above, part.include]);
    if (problem) return problem;
  }
  return undefined;
}
