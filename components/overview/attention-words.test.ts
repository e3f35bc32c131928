import { expect, test } from "vitest";
import type { AttentionItem } from "@/lib/records/attention.schema";
import { attentionWords } from "./attention-words";

const since = "2026-05-04T12:00:00.000Z";
const ITEMS: readonly AttentionItem[] = [
  { kind: "suspended", assetKind: "agent", name: "a/b c", reason: null, since },
  { kind: "failing", assetKind: "model", name: "chat&status=completed", since },
  { kind: "outcome_unknown", calls: 1, since },
  { kind: "held", calls: 2, since },
  { kind: "denied", caller: "x y", recent: 30, usual: 0.4, since },
  { kind: "unpriced", calls: 3, since },
  { kind: "unsigned_log", since },
  { kind: "review", changes: 2 },
  { kind: "review_owed", change: 7, title: "Stop the exports", due: since },
  { kind: "old_key", purpose: "badges", kid: "k1", days: 91 },
];

test.each(ITEMS)("$kind leads to a screen of the console, whatever it is named", (item) => {
  const { href, action, text } = attentionWords(item);
  expect(new URL(href, "http://console").origin).toBe("http://console");
  expect(action).not.toBe("");
  expect(text).not.toMatch(/undefined|NaN/);
});

test("a name cannot add to the address that it is put into", () => {
  const [asset, failing] = ITEMS.map(attentionWords);
  expect(asset?.href).toBe("/catalog/agent/a%2Fb%20c");
  const params = new URL(failing?.href ?? "", "http://console").searchParams;
  expect([...params.keys()]).toEqual(["callee", "status"]);
  expect(params.get("callee")).toBe("chat&status=completed");
});

test("counts are told in words", () => {
  expect(attentionWords({ kind: "held", calls: 1, since }).text).toMatch(/^1 call .* was held/);
  expect(attentionWords({ kind: "denied", caller: "x", recent: 12, usual: 0, since }).text).toContain(
    "denied 12 times in the last hour; never in the day before",
  );
});
