import { expect, test } from "vitest";
import { offerAt } from "./cedar-complete";

/** What is offered, and the part of the text that it would replace. */
function offered(before: string, asked = false) {
  const found = offerAt(before, asked);
  if (!found) return undefined;
  const typed = before.slice(found.from);
  return "ask" in found ? { typed, ...found.ask } : { typed, words: found.words.map(({ text }) => text) };
}

test.each<[string, string, string]>([
  ['permit(principal == Agent::"cr', "cr", "Agent"],
  ['resource == Tool::"crm/', "crm/", "Tool"],
  ['resource in Domain::"', "", "Domain"],
  ['action == Action::"callTool:c', "callTool:c", "Action"],
])("names of the mesh: %s", (before, typed, kind) => {
  expect(offered(before)).toEqual({ typed, kind, q: typed });
});

test("arguments are those of the tool that this policy names, not an earlier one", () => {
  const earlier = 'forbid(principal, action == Action::"callTool:a/x", resource);\n';
  const before = `${earlier}forbid(principal, action == Action::"callTool:crm/refund", resource) when { context.args.am`;
  expect(offered(before)).toEqual({ typed: "am", kind: "Arguments", q: "crm/refund" });
  expect(offered("permit(principal, action, resource) when { context.args.")).toBeUndefined();
});

test.each<[string, string, string]>([
  ["when { principal.", "", "roles"],
  ["when { resource.read", "read", "readOnly"],
  ["when { context.subject.", "", "kind"],
  ["when { context has ta", "ta", "task"],
  ["when { context.actor.agent.", "", "certified"],
  ["when { resource.tags.", "", "contains"],
  ["@re", "re", "remedy"],
  ["for", "for", "forbid"],
  ["permit(principal is Ag", "Ag", "Agent"],
])("%s", (before, typed, word) => {
  const found = offered(before);
  expect(found?.typed).toBe(typed);
  expect(found && "words" in found ? found.words : []).toContain(word);
});

test("nothing in comments, in texts, or before a first letter unless it is asked for", () => {
  expect(offered("// permit")).toBeUndefined();
  expect(offered('@title("permit')).toBeUndefined();
  expect(offered('@title("a // b") per')?.typed).toBe("per");
  expect(offered("permit(")).toBeUndefined();
  expect(offered("permit(", true)).toBeDefined();
});
