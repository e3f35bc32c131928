"use client";

import { useState } from "react";
import { draftOf, isChanged, type LivePolicy, type PolicyDraftState } from "./policy-draft";

/**
 * What is being written. Kept for this window until it is proposed or thrown away, so that a reload loses nothing; a draft that began from another version is not taken up again.
 * @param shared a draft that came with the address; what this window has kept is newer and goes before it
 */
export function usePolicyDraft(live: LivePolicy, shared: Partial<PolicyDraftState> | undefined) {
  const key = `signalbox.policy-draft.${live.name}@${live.version}`;
  const [draft, setDraft] = useState<PolicyDraftState>(() => ({
    ...draftOf(live),
    ...shared,
    ...readKept(key),
  }));
  const change = (part: Partial<PolicyDraftState>) => {
    const next = { ...draft, ...part };
    keep(key, isChanged(live, next) ? next : undefined);
    setDraft(next);
  };
  const startOver = () => {
    keep(key, undefined);
    setDraft(draftOf(live));
  };
  return { draft, change, startOver, changed: isChanged(live, draft), forget: () => keep(key, undefined) };
}

function readKept(key: string): Partial<PolicyDraftState> {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}") as Partial<PolicyDraftState>;
    return typeof kept.text === "string" && Array.isArray(kept.tests) ? kept : {};
  } catch {
    return {};
  }
}

function keep(key: string, draft: PolicyDraftState | undefined): void {
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
  } catch {
    // Private windows may refuse storage: the draft then lives as long as the page.
  }
}
