import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PromptSpec } from "../kinds/prompt";
import { checkPrompt } from "./check-prompt";
import { composePrompt, type FindPrompt } from "./compose-prompt";
import { renderPrompt } from "./render-prompt";

const none: FindPrompt = async () => undefined;
const say = (content: string): PromptSpec["messages"][number] => ({ role: "user", content });
const text = (name: string) => ({ name, type: "string" as const });

async function render(spec: PromptSpec, values: Record<string, unknown>, find = none) {
  const composed = await composePrompt(spec, find);
  return typeof composed === "string" ? composed : renderPrompt(composed, values);
}

describe("a prompt", () => {
  it("gets its values, and what stands in a value stays text", async () => {
    const spec = {
      messages: [say("{{a}} and {{ b }} and {{ not a place }}")],
      variables: [text("a"), text("b")],
    };
    expect(await render(spec, { a: "{{b}}", b: "$& $1" })).toEqual([
      { role: "user", content: "{{b}} and $& $1 and {{ not a place }}" },
    ]);
  });

  it("never lets a value reach another one", async () => {
    const spec = { messages: [say("[{{a}}][{{b}}]")], variables: [text("a"), text("b")] };
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (a, b) => {
        expect(await render(spec, { a, b })).toEqual([{ role: "user", content: `[${a}][${b}]` }]);
      }),
    );
  });

  it("says which values are missing, of another type, or not asked for", async () => {
    const spec: PromptSpec = {
      messages: [say("{{a}}{{n}}{{o}}")],
      variables: [
        text("a"),
        { name: "n", type: "number" },
        { name: "o", type: "string", options: ["x", "y"] },
      ],
    };
    expect(await render(spec, { n: "1", o: "z", more: 1 })).toMatchObject({
      issues: [{ path: "more" }, { path: "a" }, { path: "n" }, { path: "o" }],
    });
  });

  it("is composed of others, which get the same variables", async () => {
    const parts: Record<string, PromptSpec> = {
      tone: {
        messages: [{ role: "system", content: "Be {{mood}}." }],
        variables: [{ ...text("mood"), default: "kind" }],
      },
    };
    const find: FindPrompt = async ({ name, at }) => (at.by === "label" ? parts[name] : undefined);
    const spec: PromptSpec = { messages: [{ include: "tone@production" }, say("Hello")] };
    expect(await render(spec, {}, find)).toMatchObject([{ content: "Be kind." }, { content: "Hello" }]);
    expect(await render(spec, { mood: "short" }, find)).toMatchObject([{ content: "Be short." }, {}]);
    expect(await render({ messages: [{ include: "tone" }] }, {}, find)).toMatch(/no prompt tone/);
  });

  it("that includes itself by a detour is refused, not followed", async () => {
    const find: FindPrompt = async ({ name }) => ({ messages: [{ include: name === "a" ? "b" : "a" }] });
    expect(await render({ messages: [{ include: "a" }] }, {}, find)).toMatch(/includes itself/);
  });

  it("is refused with places that no variable fills, and when a test of its own fails", async () => {
    expect(await checkPrompt({ messages: [say("{{who}}")] }, none)).toMatchObject([
      { path: "messages.0.content" },
    ]);
    const spec: PromptSpec = {
      messages: [say("Hello {{who}}")],
      variables: [text("who")],
      tests: [
        { name: "greets", variables: { who: "Ada" }, contains: ["Hello Ada"] },
        { name: "is short", variables: { who: "Ada" }, maxChars: 5, excludes: ["Ada"] },
        { name: "forgets", contains: ["Hello"] },
      ],
    };
    expect((await checkPrompt(spec, none)).map(({ path, message }) => `${path} ${message}`)).toEqual([
      "tests.1 The test “is short” fails: it contains “Ada”.",
      "tests.1 The test “is short” fails: it has 9 characters, more than 5.",
      "tests.2 The test “forgets” fails: who: A value is missing.",
    ]);
  });
});
