import { isMeshError } from "@/lib/core/errors";
import { describePolicy as policyWords } from "@/lib/policy/describe-policy";
import { type ParsedPolicy, parsePolicies } from "@/lib/policy/parse-policies";
import type { SpecOf } from "../kinds";
import type { Price } from "../kinds/model";
import type { ChangeLine } from "./change-line.schema";
import { jsonLines } from "./json-lines";
import { partLines } from "./part-lines";
import { isSame } from "./value-words";

/** What differs between two versions of a policy, by the id of each rule in it: which permits and forbids came, went, or say something else, and of whom they speak. */
export function describePolicyChange(
  before: Partial<SpecOf<"policy">>,
  after: SpecOf<"policy">,
): ChangeLine[] {
  const [old, now] = [parsed(before.text), parsed(after.text)];
  const lines =
    old && now
      ? partLines(
          {
            path: "text",
            key: ({ id }) => id,
            name: ({ id, effect }) => `${effect === "permit" ? "Permit" : "Forbid"} ${id}`,
            about: wordsOf,
            detail: ruleWords,
          },
          old.map(readable),
          now.map(readable),
        )
      : jsonLines("text", before.text, after.text);
  if (lines.length === 0 && before.text !== after.text) {
    lines.push({
      change: "changed",
      path: "text",
      text: "The text is laid out or commented differently; its rules are the same",
    });
  }
  return [
    ...guardrailLines(before.guardrail, after.guardrail),
    ...lines,
    ...testLines(before.tests, after.tests),
  ];
}

function guardrailLines(before: boolean | undefined, after: boolean): ChangeLine[] {
  if (before === after || (before === undefined && !after)) return [];
  const text = after
    ? "It binds the whole organisation, as a guardrail"
    : "It is no guardrail any more: it binds its own domain only";
  return [{ change: after ? "added" : "removed", path: "guardrail", text }];
}

function testLines(before: SpecOf<"policy">["tests"], after: SpecOf<"policy">["tests"]): ChangeLine[] {
  return partLines(
    { path: "tests", key: ({ name }) => name, name: ({ name }) => `Test “${name}”` },
    before,
    after,
  );
}

/** A rule without its place in the text, which says nothing. */
type Rule = Omit<ParsedPolicy, "line" | "offset" | "assetName">;

function readable({ line: _line, offset: _offset, assetName: _asset, text, ...rule }: ParsedPolicy): Rule {
  return { ...rule, text: text.trim() };
}

function parsed(text: string | undefined): ParsedPolicy[] | undefined {
  if (text === undefined) return [];
  try {
    return parsePolicies({ assetName: "policy", text, guardrail: false });
  } catch (err) {
    if (isMeshError(err)) return undefined;
    throw err;
  }
}

function wordsOf(rule: Rule): string {
  const { sentence, conditions, asksFor } = policyWords({ ...rule, line: 0, offset: 0, assetName: "" });
  const under = conditions.map(({ kind, text }) => `${kind} ${text.replace(/\s+/g, " ")}`);
  return [sentence.replace(/(, if:|\.)$/, ""), ...under, ...asksFor].join("; ").slice(0, 600);
}

function ruleWords(was: Rule, is: Rule): string[] {
  const [before, after] = [was, is].map((rule) =>
    policyWords({ ...rule, line: 0, offset: 0, assetName: "" }),
  );
  if (!before || !after) return [];
  const words: string[] = [];
  if (was.effect !== is.effect)
    words.push(is.effect === "permit" ? "it permits now, it forbade" : "it forbids now, it permitted");
  if (before.sentence !== after.sentence) words.push(`now “${after.sentence}”, was “${before.sentence}”`);
  if (!isSame(before.conditions, after.conditions))
    words.push(conditionWords(before.conditions, after.conditions));
  words.push(
    ...jsonLines("@", was.annotations, is.annotations).map(({ text }) => text.replaceAll("@.", "@")),
  );
  return words.length > 0 ? words : ["its layout or a comment in it"];
}

function conditionWords(before: readonly unknown[], after: readonly unknown[]): string {
  if (after.length === 0) return "no condition any more";
  return before.length === 0 ? "only under a condition now" : "under other conditions";
}

/** What differs between two price tables, model by model. */
export function describePriceTable(
  before: Partial<SpecOf<"price-table">>,
  after: SpecOf<"price-table">,
): ChangeLine[] {
  return partLines(
    {
      path: "entries",
      key: ({ api, upstreamModel }) => [api, upstreamModel].filter(Boolean).join(" "),
      name: ({ upstreamModel }) => `Price of ${upstreamModel}`,
      about: ({ price }) => priceWords(price),
      detail: (was, is) => [`now ${priceWords(is.price)}, was ${priceWords(was.price)}`],
    },
    before.entries,
    after.entries,
  );
}

function priceWords({ input, output, currency }: Price): string {
  return `${input} in and ${output} out for a million tokens, ${currency}`;
}
