import { DiffView } from "../diff/diff-view";
import { EmptyState } from "../states/empty-state";
import type { LivePolicy, PolicyDraftState } from "./policy-draft";

/** The draft against what is in force: its text, and its tests. */
export function DiffPanel({ live, draft }: { live: LivePolicy; draft: PolicyDraftState }) {
  const same = live.text === draft.text;
  const before = testsText(live.tests);
  const after = testsText(draft.tests);
  if (same && before === after)
    return <EmptyState title="Nothing is changed">The draft is what is in force.</EmptyState>;
  const names = [live.version === 0 ? "nothing" : `version ${live.version}`, "draft"] as const;
  return (
    <>
      {same ? null : (
        <DiffView label="the policy" before={live.text} after={draft.text} names={names} layout="unified" />
      )}
      {before === after ? null : (
        <DiffView label="its tests" before={before} after={after} names={names} layout="unified" />
      )}
    </>
  );
}

function testsText(tests: LivePolicy["tests"]): string {
  return tests.map((test) => JSON.stringify(test, null, 2)).join("\n");
}
