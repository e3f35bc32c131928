/** A parsed JSON value as text: a text as it is, a number or a truth value as it is written, anything else as nothing. `String()` would call a `toString` that a stranger sent, and fail when it is no function. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}
