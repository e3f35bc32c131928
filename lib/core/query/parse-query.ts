import {
  type Comparison,
  type Condition,
  fieldNamed,
  isComparable,
  type Query,
  type QueryField,
  type QueryProblem,
} from "./query-field";
import { example, misfit } from "./query-value";
import { type QueryTerm, type QueryWord, scanQuery } from "./scan-query";

export interface ParsedQuery<Name extends string> {
  query: Query<Name>;
  /** Nothing of a term that is wrong is part of the query. */
  problems: readonly QueryProblem[];
}

/** Reads a query such as `status:denied,failed -protocol:mcp cost>0.01 since:24h "free text"`. Each problem says where it is and what would be right. */
export function parseQuery<Name extends string>(
  text: string,
  fields: readonly QueryField<Name>[],
): ParsedQuery<Name> {
  const problems: QueryProblem[] = [];
  const conditions: Condition<Name>[] = [];
  const words: string[] = [];
  for (const term of scanQuery(text)) {
    if (term.field === undefined) {
      const word = term.values[0];
      if (!word) continue;
      if (term.not)
        problems.push(
          problemAt(
            term,
            "Free text cannot be excluded.",
            "Put it in quotes to search for it with its minus.",
          ),
        );
      else if (word.open) problems.push(openQuote(word));
      else words.push(word.text);
      continue;
    }
    const found = conditionsOf(term, term.field, fields);
    if (Array.isArray(found)) conditions.push(...found);
    else problems.push(found);
  }
  const said = words.join(" ").replace(/\s+/g, " ").trim();
  return { query: { conditions: lastTimes(conditions, fields), text: said }, problems };
}

function conditionsOf<Name extends string>(
  term: QueryTerm,
  name: string,
  fields: readonly QueryField<Name>[],
): Condition<Name>[] | QueryProblem {
  const field = fieldNamed(fields, name);
  if (!field) {
    return problemAt(
      { at: term.at + (term.not ? 1 : 0), end: term.at + (term.not ? 1 : 0) + name.length },
      `There is no field “${name}”.`,
      `Fields: ${fields.map((one) => one.name).join(", ")}. To search for it as text, put it in quotes.`,
    );
  }
  const compare = (term.operator.replace(":", "") || "=") as Comparison;
  if (compare !== "=" && !isComparable(field)) {
    return problemAt(term, `${field.label} cannot be compared with ${compare}.`, example(field));
  }
  if (term.not && (compare !== "=" || field.kind === "time" || isComparable(field) || field.onlyWanted)) {
    return problemAt(term, `${field.label} cannot be excluded like this.`, example(field));
  }
  const found: Condition<Name>[] = [];
  for (const word of term.values) {
    if (word.open) return openQuote(word);
    const wrong = misfit(field, word.text);
    if (wrong) return problemAt(word.end > word.at ? word : term, wrong.message, wrong.hint);
    found.push({ field: field.name, not: term.not, compare, value: word.text });
  }
  return found;
}

/** A list has one beginning and one end: what was said last counts. */
function lastTimes<Name extends string>(
  conditions: readonly Condition<Name>[],
  fields: readonly QueryField<Name>[],
): Condition<Name>[] {
  const times = new Set<string>(fields.filter(({ kind }) => kind === "time").map(({ name }) => name));
  return conditions.filter(
    (one, nth) =>
      !times.has(one.field) || conditions.findLastIndex(({ field }) => field === one.field) === nth,
  );
}

function openQuote(word: QueryWord): QueryProblem {
  return problemAt(word, "A quote is not closed.", "End it with another quote.");
}

function problemAt({ at, end }: { at: number; end: number }, message: string, hint: string): QueryProblem {
  return { at, length: end - at, message, hint };
}
