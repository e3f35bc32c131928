import type { Action, DecidingPolicy, Decision, EntityRef } from "./decision";

export interface ExplainedQuestion {
  /** The link of the chain that the decision is about, such as `entityOfActor(stoppedAt)`. */
  principal: EntityRef;
  action: Action;
  resource: EntityRef;
}

/**
 * A decision as a sentence or a few: who, what, which policies, why, and what to do about it. Names come from the registry and are quoted, so they cannot pass for words of
 * the sentence.
 */
export function explainDecision(question: ExplainedQuestion, decision: Decision): string {
  const who = name(question.principal);
  const what = `${VERBS[question.action]} ${name(question.resource)}`;
  const sentences = [headline(who, what, decision), ...decision.policies.map(because)];
  if (decision.effect === "deny" && decision.policies.length === 0) {
    sentences.push(
      "Nothing is allowed unless a policy permits it; ask the steward of the resource's domain for one.",
    );
  }
  for (const { policyId, message } of decision.errors) {
    sentences.push(
      `Policy ${JSON.stringify(policyId)} did not count because its evaluation failed: ${message}.`,
    );
  }
  return sentences.filter((sentence) => sentence !== "").join(" ");
}

const VERBS = {
  discover: "see",
  invokeAgent: "call",
  callTool: "use",
  readResource: "read from",
  getPrompt: "get prompts from",
  useModel: "use",
} satisfies Record<Action, string>;

const TYPES = {
  Agent: "agent",
  Service: "service",
  User: "user",
  McpServer: "MCP server",
  Tool: "tool",
  Model: "model",
  Prompt: "prompt",
  Domain: "domain",
  Mesh: "mesh",
} satisfies Record<EntityRef["type"], string>;

function headline(who: string, what: string, decision: Decision): string {
  const ids = decision.policies.map((policy) => JSON.stringify(policy.id)).join(", ");
  const by = ids === "" ? "" : ` by ${decision.policies.length === 1 ? "policy" : "policies"} ${ids}`;
  switch (decision.effect) {
    case "allow":
      return `The ${who} may ${what}: permitted${by}.`;
    case "hold":
      return `The ${who} may ${what} once approved (${approvers(decision)}): permitted${by}.`;
    case "deny":
      return by === ""
        ? `The ${who} may not ${what}: no policy permits it.`
        : `The ${who} may not ${what}: forbidden${by}.`;
    default:
      return decision.effect satisfies never;
  }
}

function approvers(decision: Decision): string {
  const values = decision.obligations.filter((duty) => duty.kind === "approval").map((duty) => duty.value);
  return [...new Set(values)].join(", ");
}

function because(policy: DecidingPolicy): string {
  const parts = [policy.reason ?? policy.title, policy.remedy];
  return parts.map(sentence).join(" ").trim();
}

function sentence(text: string | undefined): string {
  if (!text) return "";
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function name(ref: EntityRef): string {
  return `${TYPES[ref.type]} ${JSON.stringify(ref.id)}`;
}
