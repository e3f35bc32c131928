import { describe, expect, it } from "vitest";
import { AUDIT_TYPES } from "@/lib/audit/audit-types.schema";
import { sentenceOf, sentenceText } from "./sentence-of";

const entry = {
  type: "io.signalbox.call.admitted",
  actor: "agent:crm",
  actorName: null,
  role: null,
  object: "mcp-server:notes",
  objectName: null,
  outcome: "ok",
  details: {},
};
const ada = { actor: "user:1", actorName: "Ada", role: "admin" };
const tell = (type: string, rest: object = {}) =>
  sentenceText({ ...entry, ...rest, type: `io.signalbox.${type}` });

describe("an entry as a sentence", () => {
  it.each([
    [
      "call.admitted",
      { role: "agent", details: { operation: "search" } },
      "crm was allowed to call MCP server notes search",
    ],
    [
      "call.denied",
      { outcome: "policy_denied" },
      "crm was not allowed to call MCP server notes policy_denied",
    ],
    [
      "call.completed",
      { details: { duration_us: 12_300, cost: "0.002", currency: "USD" } },
      "crm called MCP server notes 12.3 ms · 0.0020 USD",
    ],
    [
      "call.failed",
      { outcome: "upstream_timeout" },
      "crm called MCP server notes, which failed upstream_timeout",
    ],
    [
      "guard.rejected",
      { actor: "guard:secrets", details: { direction: "response", text: "a key" } },
      "The guard secrets refused the answer of MCP server notes a key",
    ],
    [
      "user.role_changed",
      { ...ada, object: "user:2", objectName: "Bob", details: { from: "viewer", role: "steward" } },
      "Ada (admin) changed the role of Bob from viewer to steward",
    ],
    [
      "user.signed_in",
      { ...ada, object: "user:1", objectName: "Ada", details: { method: "password" } },
      "Ada (admin) signed in by password",
    ],
    [
      "user.signed_in",
      { actor: "user:unknown", object: "user:1", objectName: "Ada", outcome: "denied" },
      "Somebody unknown tried in vain to sign in as Ada",
    ],
    [
      "asset.version.published",
      { ...ada, object: "policy:guardrails", details: { version: 3, replaces: 2 } },
      "Ada (admin) put version 3 of policy guardrails in force instead of version 2",
    ],
    [
      "asset.state.changed",
      { ...ada, object: "agent:crm", details: { suspended: true, reason: "Odd answers" } },
      "Ada (admin) took agent crm out of traffic Odd answers",
    ],
    [
      "key.rotated",
      { actor: "mesh:signalbox", object: "key:k1", details: { purpose: "audit" } },
      "The mesh put signing key k1 in place of the old one for audit",
    ],
    [
      "audit.exported",
      { ...ada, object: "audit-log:mesh", details: { count: 1 } },
      "Ada (admin) exported 1 entry of the audit log",
    ],
    [
      "badge.issued",
      { object: "badge:01234567-89ab-7def-8000-0123456789ab" },
      "crm was issued badge 01234567…89ab",
    ],
    ["later.thing_done", {}, "crm later thing done: MCP server notes"],
  ])("of %s %j reads: %s", (type, rest, sentence) => {
    expect(tell(type, rest)).toBe(sentence);
  });

  it.each(AUDIT_TYPES)(
    "of %s begins with who, says what was done, and shows nothing that is not there",
    (type) => {
      const [who, ...rest] = sentenceOf({ ...entry, type });
      expect(who).toMatchObject({ kind: "actor", text: "crm" });
      expect(rest[0]).toMatchObject({ kind: "words" });
      const words = rest.filter(({ kind }) => kind === "words").map(({ text }) => text);
      expect(words.join(" ")).toMatch(/[a-z]{3}/);
      expect(words.join(" ")).not.toMatch(/[{}]|null/);
    },
  );

  it("keeps what strangers wrote apart from its own words", () => {
    const parts = sentenceOf({
      ...entry,
      object: "agent:{} and <b>more</b>",
      type: "io.signalbox.call.held",
    });
    expect(parts.find(({ kind }) => kind === "object")?.text).toBe("agent {} and <b>more</b>");
    expect(parts.filter(({ kind }) => kind === "words")).toEqual([
      { kind: "words", text: "has to wait for approval to call" },
    ]);
  });
});
