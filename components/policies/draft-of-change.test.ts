import { expect, test } from "vitest";
import { draftOfChange } from "./draft-of-change";

type Item = Parameters<typeof draftOfChange>[0][number];
const item = (change: Partial<Item>): Item => ({
  position: 0,
  kind: "policy",
  name: "rules",
  domain: "sales",
  op: "put",
  baseVersion: 1,
  baseDigest: null,
  appliedVersion: null,
  conflict: null,
  usedBy: null,
  words: [],
  before: null,
  after: {},
  ...change,
});
const spec = { text: "permit(principal, action, resource);", guardrail: true };

test.each<[string, Partial<Item>, unknown]>([
  ["a new text", { after: { head: {}, spec } }, [{ op: "put", name: "rules", domain: "sales", ...spec }]],
  ["retiring", { op: "state", after: { lifecycle: "retired" } }, [{ op: "remove", name: "rules" }]],
  ["suspending", { op: "state", after: { suspended: true } }, [{ op: "remove", name: "rules" }]],
  [
    "resuming, which a replay cannot tell from the text alone",
    { op: "state", after: { suspended: false } },
    [],
  ],
  ["another kind of asset", { kind: "prompt", after: { spec } }, []],
])("%s", (_what, change, draft) => expect(draftOfChange([item(change)])).toEqual(draft));
