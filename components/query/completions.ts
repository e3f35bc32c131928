import {
  type Condition,
  fieldNamed,
  isComparable,
  type Query,
  type QueryField,
} from "@/lib/core/query/query-field";
import { type QueryTerm, scanQuery } from "@/lib/core/query/scan-query";

/** A value that a field can be asked for, with how often it occurs where that is known. */
export interface QueryValue {
  value: string;
  label?: string;
  count?: number;
}

export type QueryValues<Name extends string> = Partial<Record<Name, readonly QueryValue[]>>;

export interface Completion {
  group: "Recent" | "Fields" | "Values";
  /** Takes the place of the text from `from` to `to`. */
  insert: string;
  from: number;
  to: number;
  label: string;
  hint: string;
  /** The term is whole after it. */
  whole: boolean;
}

const MOST = 12;
const TIMES = ["15m", "1h", "24h", "7d", "30d"];
const DURATIONS = ["100ms", "1s", "5s"];

/** What can be typed at a place in a query. */
export function completionsOf<Name extends string>(input: {
  text: string;
  caret: number;
  fields: readonly QueryField<Name>[];
  values: QueryValues<Name>;
  recents: readonly string[];
}): Completion[] {
  const { text, caret, fields, recents } = input;
  const term = scanQuery(text).find(({ at, end }) => at < caret && caret <= end);
  if (term?.field !== undefined) return valueCompletions(input, term);
  const from = term ? term.at + (term.not ? 1 : 0) : caret;
  const typed = text.slice(from, caret).toLowerCase();
  const to = term?.end ?? caret;
  const old = text.trim() === "" ? recents.map((query) => recent(query, text.length)) : [];
  const named = fields
    .flatMap((field) => {
      const names = [field.name, ...(field.aliases ?? [])].filter((name) => name.startsWith(typed));
      const named = names.length > 0 || field.label.toLowerCase().startsWith(typed);
      return named ? [{ field, name: names[0] ?? field.name }] : [];
    })
    .map(({ field, name }) => ({
      group: "Fields" as const,
      insert: name + (isComparable(field) ? ">" : ":"),
      from,
      to,
      label: name,
      hint: field.hint,
      whole: false,
    }));
  return [...old, ...named].slice(0, MOST + old.length);
}

function valueCompletions<Name extends string>(
  {
    caret,
    fields,
    values,
    text,
  }: { caret: number; fields: readonly QueryField<Name>[]; values: QueryValues<Name>; text: string },
  term: QueryTerm,
): Completion[] {
  const field = fieldNamed(fields, term.field ?? "");
  const word = term.values.find(({ at, end }) => at <= caret && caret <= end);
  if (!field || !word) return [];
  const typed = word.text.toLowerCase();
  const taken = new Set(term.values.filter((one) => one !== word).map((one) => one.text));
  return (
    valuesOf(field, values[field.name])
      .filter(
        ({ value, label }) =>
          !taken.has(value) && (value.toLowerCase().includes(typed) || label?.toLowerCase().includes(typed)),
      )
      // What is typed in full already is nothing to offer.
      .filter(({ value }) => value !== text.slice(word.at, word.end))
      .slice(0, MOST)
      .map(({ value, label, count }) => ({
        group: "Values" as const,
        insert: /[\s",\\]|^[<>=]/.test(value) ? `"${value.replace(/["\\]/g, "\\$&")}"` : value,
        from: word.at,
        to: word.end,
        label: value,
        hint: count === undefined ? (label && label !== value ? label : "") : String(count),
        whole: true,
      }))
  );
}

function valuesOf(field: QueryField, known: readonly QueryValue[] | undefined): readonly QueryValue[] {
  if (field.kind === "time") return TIMES.map((value) => ({ value }));
  if (field.kind === "duration") return DURATIONS.map((value) => ({ value }));
  if (!field.choices) return known ?? [];
  return (field.choices ?? []).map((choice) => ({
    ...choice,
    ...known?.find(({ value }) => value === choice.value),
  }));
}

function recent(query: string, to: number): Completion {
  return { group: "Recent", insert: query, from: 0, to, label: query, hint: "", whole: true };
}

/** A condition in words: `Not MCP`, `Cost > 0.01`. */
export function conditionInWords({ not, compare, value }: Condition, field: QueryField): string {
  const said = field.choices?.find((choice) => choice.value === value)?.label ?? value;
  return `${field.label} ${not ? "not " : ""}${compare === "=" ? "" : `${compare} `}${said}`;
}

export function isEmptyQuery({ conditions, text }: Query): boolean {
  return conditions.length === 0 && text.trim() === "";
}
