import { z } from "zod";
import { isRecord } from "@/lib/core/is-record";

/**
 * The same value with its members in an order that does not depend on how it was stored: those that a schema names in the order of the schema, all others by name.
 */
export function orderMembers(value: unknown, schema?: z.core.$ZodType): unknown {
  const fit = fitting(schema, value);
  if (Array.isArray(value)) {
    const element = fit instanceof z.ZodArray ? fit.element : undefined;
    return value.map((item) => orderMembers(item, element));
  }
  // RFC 8785 knows one zero.
  if (!isRecord(value)) return Object.is(value, -0) ? 0 : value;
  const shape: Record<string, z.core.$ZodType> = fit instanceof z.ZodObject ? fit.shape : {};
  const item = fit instanceof z.ZodRecord ? fit.valueType : undefined;
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  const known = Object.keys(shape).filter((name) => names.includes(name));
  const others = names.filter((name) => !known.includes(name)).sort(byCodeUnits);
  return Object.fromEntries(
    [...known, ...others].map((name) => [name, orderMembers(value[name], shape[name] ?? item)]),
  );
}

/** As RFC 8785 orders members; a locale would order them differently elsewhere. */
function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The schema below what only wraps it, and of several the one that the value fits. */
function fitting(schema: z.core.$ZodType | undefined, value: unknown): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return fitting(schema.unwrap(), value);
  if (!(schema instanceof z.ZodUnion)) return schema;
  const found = schema.options.find((option) => z.safeParse(option, value).success);
  return fitting(found, value);
}
