import type { PromptMessage } from "../kinds/prompt";
import type { SpecIssue } from "../specs/issue";
import type { ComposedPrompt, PromptVariable } from "./compose-prompt";

const PLACE = /\{\{\s*([A-Za-z_][A-Za-z0-9_]{0,63})\s*\}\}/g;

/** The variables that a text has places for, in order, each once. */
export function placesIn(text: string): string[] {
  return [...new Set([...text.matchAll(PLACE)].map(([, name = ""]) => name))];
}

/**
 * Puts values in their places. What stands in a value is text: places in it stay as they are, so a value cannot reach another one.
 * @returns the messages, or what is wrong with the values
 */
export function renderPrompt(
  { messages, variables }: Pick<ComposedPrompt, "messages" | "variables">,
  values: Readonly<Record<string, unknown>>,
): PromptMessage[] | { issues: SpecIssue[] } {
  const issues: SpecIssue[] = Object.keys(values)
    .filter((name) => !variables.some((variable) => variable.name === name))
    .map((name) => ({ path: name, message: "The prompt has no such variable." }));
  const texts = new Map<string, string>();
  for (const variable of variables) {
    const text = textOf(
      variable,
      Object.hasOwn(values, variable.name) ? values[variable.name] : variable.default,
    );
    if (typeof text === "string") texts.set(variable.name, text);
    else issues.push({ path: variable.name, message: text.wrong });
  }
  if (issues.length > 0) return { issues };
  return messages.map(({ role, content }) => ({
    role,
    content: content.replaceAll(PLACE, (place, name: string) => texts.get(name) ?? place),
  }));
}

/** A value as it stands in a message. */
function textOf({ type, options }: PromptVariable, value: unknown): string | { wrong: string } {
  if (value === undefined) return { wrong: "A value is missing." };
  switch (type) {
    case "string":
      if (typeof value !== "string") return { wrong: "A text is wanted." };
      return options && !options.includes(value)
        ? { wrong: `One of these is wanted: ${options.join(", ")}.` }
        : value;
    case "number":
      return typeof value === "number" && Number.isFinite(value)
        ? String(value)
        : { wrong: "A number is wanted." };
    case "boolean":
      return typeof value === "boolean" ? String(value) : { wrong: "true or false is wanted." };
    case "json":
      return JSON.stringify(value);
    default:
      return type satisfies never;
  }
}
