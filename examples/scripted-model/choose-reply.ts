import type { Conversation, Reply, ToolUse, Turn } from "./conversation";
import { piecesOf } from "./count-tokens";
import type { Facts, Plan } from "./plan";
import { NO_RULE } from "./script";

/** The next thing to say: a tool of the matching plan that has not been called yet, or the plan's answer. */
export function chooseReply(
  conversation: Conversation,
  script: readonly Plan[],
  newUseId: () => string,
): Reply {
  const { turns, tools, maxTokens } = conversation;
  const start = turns.findLastIndex((turn) => turn.role === "user" && turn.text !== "");
  const request = turns[start]?.text ?? "";
  const since = turns.slice(start + 1);
  const plan = script.find(({ when }) => when.test(request));
  const facts = factsOf(request, plan?.when.exec(request)?.groups ?? {}, since);
  const called = new Set(usesOf(since).map(({ name }) => bareName(name)));
  for (const step of plan?.steps ?? []) {
    const offered = tools.find((name) => bareName(name) === step.tool);
    if (!offered || called.has(step.tool)) continue;
    const args = step.arguments(facts);
    if (!args) continue;
    const use = { id: newUseId(), name: offered, arguments: args };
    return { plan: plan?.name ?? "none", text: "", uses: [use], cut: false };
  }
  const text = (plan?.answer ?? NO_RULE)(facts);
  const pieces = piecesOf(text);
  const cut = maxTokens !== undefined && pieces.length > maxTokens;
  return {
    plan: plan?.name ?? "none",
    text: cut ? pieces.slice(0, maxTokens).join("") : text,
    uses: [],
    cut,
  };
}

/** A mesh offers the tools of many servers as `server__tool`. */
function bareName(name: string): string {
  return name.slice(name.lastIndexOf("__") + (name.includes("__") ? 2 : 1));
}

function usesOf(turns: readonly Turn[]): ToolUse[] {
  return turns.flatMap((turn) => turn.uses);
}

function factsOf(request: string, words: Facts["words"], since: readonly Turn[]): Facts {
  const textOf = (tool: string): string | undefined => {
    const use = usesOf(since).find(({ name }) => bareName(name) === tool);
    return use && since.find(({ resultOf }) => resultOf === use.id)?.text;
  };
  const result = (tool: string) => parsed(textOf(tool));
  return {
    request,
    words,
    result,
    failed(tool) {
      const text = textOf(tool);
      if (text?.startsWith("Error")) return text;
      const error = (result(tool) as { error?: unknown } | null | undefined)?.error;
      return error === undefined ? undefined : typeof error === "string" ? error : JSON.stringify(error);
    },
  };
}

function parsed(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
