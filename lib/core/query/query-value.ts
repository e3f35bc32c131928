import { isComparable, type QueryField } from "./query-field";
import { timeOf } from "./time-range";

const DECIMAL = /^\d{1,12}(\.\d{1,12})?$/;
const DURATION = /^(\d{1,9}(?:\.\d{1,6})?)(us|µs|ms|s|m|min|h)$/;
const DURATION_US: Record<string, number> = {
  us: 1,
  µs: 1,
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  min: 60_000_000,
  h: 3_600_000_000,
};
const MAX_TEXT = 300;

/** A duration in whole microseconds; undefined when it cannot be read. */
export function durationUsOf(text: string): number | undefined {
  const [, count, unit = ""] = DURATION.exec(text) ?? [];
  const each = DURATION_US[unit];
  return count === undefined || each === undefined ? undefined : Math.round(Number(count) * each);
}

/** Why a value does not fit its field, and what would; undefined when it fits. */
export function misfit(field: QueryField, value: string): { message: string; hint: string } | undefined {
  if (value === "") return { message: `${field.label} needs a value.`, hint: example(field) };
  switch (field.kind) {
    case "choice":
      if (field.choices?.some((choice) => choice.value === value)) return undefined;
      return {
        message: `“${value}” is not a ${field.label.toLowerCase()}.`,
        hint: `One of ${(field.choices ?? []).map((choice) => choice.value).join(", ")}.`,
      };
    case "text":
      if (value.length <= MAX_TEXT) return undefined;
      return { message: `${field.label} is too long.`, hint: `At most ${MAX_TEXT} characters.` };
    case "number":
    case "money":
      return DECIMAL.test(value) || field.choices?.some((choice) => choice.value === value)
        ? undefined
        : { message: `“${value}” is not a number.`, hint: example(field) };
    case "duration":
      if (durationUsOf(value) !== undefined) return undefined;
      return { message: `“${value}” is not a duration.`, hint: example(field) };
    case "time":
      if (timeOf(value, 0) !== undefined) return undefined;
      return { message: `“${value}” is not a time.`, hint: example(field) };
    default:
      return field.kind satisfies never;
  }
}

/** How a field is written. */
export function example(field: QueryField): string {
  const { name, kind } = field;
  if (kind === "duration") return `Such as ${name}>2s or ${name}<150ms.`;
  if (isComparable(field)) return `Such as ${name}>0.01.`;
  if (kind === "time") return `Such as ${name}:24h, ${name}:7d or ${name}:2026-01-31T09:00Z.`;
  return `Such as ${name}:${field.choices?.[0]?.value ?? "value"}.`;
}
