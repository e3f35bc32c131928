import type { PolicyDraft } from "@/lib/policy/replay/replay.schema";
import type { PolicyTest } from "@/lib/registry/kinds/policy";

/** A policy asset as it is in force; `version` 0 for one that is not there yet. */
export interface LivePolicy {
  name: string;
  title: string;
  description: string;
  domain: string;
  guardrail: boolean;
  text: string;
  tests: readonly PolicyTest[];
  version: number;
}

/** The same as somebody is writing it. */
export type PolicyDraftState = Pick<LivePolicy, "name" | "title" | "domain" | "guardrail" | "text" | "tests">;

export function draftOf({ name, title, domain, guardrail, text, tests }: LivePolicy): PolicyDraftState {
  return { name, title, domain, guardrail, text, tests };
}

/** Whether there is anything to propose. */
export function isChanged(live: LivePolicy, draft: PolicyDraftState): boolean {
  return JSON.stringify(draftOf(live)) !== JSON.stringify(draft);
}

/** The draft as an item of a change request. @param from the version that it was begun from, 0 for none */
export function itemOf(draft: PolicyDraftState, from: number) {
  const { name, title, domain, text, guardrail, tests } = draft;
  return {
    op: "put" as const,
    kind: "policy",
    name,
    head: { domain, ...(title.trim() === "" ? {} : { title: title.trim() }) },
    spec: { text, guardrail, ...(tests.length === 0 ? {} : { tests }) },
    base: from === 0 ? null : from,
  };
}

/** The draft as a replay takes it; nothing while it has no name, domain or text. */
export function replayable({ name, domain, text, guardrail }: PolicyDraftState): PolicyDraft[] {
  return name === "" || domain === "" || text === "" ? [] : [{ op: "put", name, domain, text, guardrail }];
}

/** Why a draft cannot be proposed yet; undefined when it can. */
export function notReady(
  live: LivePolicy,
  draft: PolicyDraftState,
  ok: boolean | undefined,
): string | undefined {
  if (!/^[a-z0-9][a-z0-9._-]{0,99}$/.test(draft.name))
    return "Give it a name of lower-case letters, digits, dot, dash and underscore.";
  if (draft.domain === "") return "Choose the domain that it belongs to.";
  if (!isChanged(live, draft)) return "Nothing is changed yet.";
  if (ok === undefined) return "The check is not through yet.";
  return ok ? undefined : "The check has errors, or a test fails.";
}
