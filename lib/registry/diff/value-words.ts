import { canonicalJson } from "@/lib/core/canonical-json";

const MAX_CHARS = 80;

/** A value as it stands in a sentence: short texts quoted, long ones by their beginning and length. */
export function valueWords(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string" && value.length > MAX_CHARS) {
    return `“${value.slice(0, MAX_CHARS)}…” (${value.length} characters)`;
  }
  if (typeof value === "string") return `“${value}”`;
  if (Array.isArray(value) && value.every((item) => typeof item === "string" || typeof item === "number")) {
    const text = value.join(", ");
    return value.length === 0 ? "nothing" : text.length > MAX_CHARS ? `${value.length} values` : text;
  }
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}…` : text;
}

/** Whether two values are the same as JSON, whatever the order of members. */
export function isSame(before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) return before === after;
  return canonicalJson(before) === canonicalJson(after);
}
