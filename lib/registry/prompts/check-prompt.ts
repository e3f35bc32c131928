import type { PromptSpec } from "../kinds/prompt";
import type { SpecIssue } from "../specs/issue";
import { type ComposedPrompt, composePrompt, type FindPrompt } from "./compose-prompt";
import { placesIn, renderPrompt } from "./render-prompt";

/** What is wrong with a prompt: places without a variable, variables named twice, includes that lead nowhere, and tests that fail. */
export async function checkPrompt(spec: PromptSpec, find: FindPrompt): Promise<SpecIssue[]> {
  const issues = twice(spec.variables?.map(({ name }) => name) ?? [], "variables");
  const composed = await composePrompt(spec, find);
  if (typeof composed === "string") return [...issues, { path: "messages", message: composed }];
  const declared = new Set(composed.variables.map(({ name }) => name));
  spec.messages.forEach((part, at) => {
    if ("include" in part) return;
    for (const name of placesIn(part.content)) {
      if (declared.has(name)) continue;
      issues.push({ path: `messages.${at}.content`, message: `{{${name}}} is not among the variables.` });
    }
  });
  for (const { name, default: given, type } of spec.variables ?? []) {
    if (given === undefined || type === "json" || typeof given === type) continue;
    issues.push({ path: `variables.${name}.default`, message: `It is no ${type}.` });
  }
  return [...issues, ...(spec.tests ?? []).flatMap((test, at) => failuresOf(composed, test, `tests.${at}`))];
}

type PromptTest = NonNullable<PromptSpec["tests"]>[number];

/** Why a test of a prompt fails; nothing when it holds. */
function failuresOf(composed: ComposedPrompt, test: PromptTest, path: string): SpecIssue[] {
  const rendered = renderPrompt(composed, test.variables ?? {});
  const because = (message: string): SpecIssue => ({
    path,
    message: `The test “${test.name}” fails: ${message}`,
  });
  if (!Array.isArray(rendered)) {
    return rendered.issues.map((issue) => because(`${issue.path}: ${issue.message}`));
  }
  const text = rendered.map(({ content }) => content).join("\n");
  return [
    ...(test.contains ?? [])
      .filter((part) => !text.includes(part))
      .map((part) => because(`it does not contain ${quoted(part)}.`)),
    ...(test.excludes ?? [])
      .filter((part) => text.includes(part))
      .map((part) => because(`it contains ${quoted(part)}.`)),
    ...(test.maxChars !== undefined && text.length > test.maxChars
      ? [because(`it has ${text.length} characters, more than ${test.maxChars}.`)]
      : []),
  ];
}

function quoted(text: string): string {
  return `“${text.length > 80 ? `${text.slice(0, 80)}…` : text}”`;
}

function twice(names: readonly string[], path: string): SpecIssue[] {
  const again = names.filter((name, at) => names.indexOf(name) !== at);
  return [...new Set(again)].map((name) => ({ path, message: `${name} is named twice.` }));
}
