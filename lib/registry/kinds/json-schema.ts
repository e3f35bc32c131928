import { z } from "zod";

/** A JSON Schema (2020-12). Whether it is one, and one that is cheap to check values against, is looked at when the asset is written. */
export const jsonSchema = z.record(z.string().max(200), z.unknown());

/** A name inside an asset: of an item, a step, a variable. */
export const innerName = z
  .string()
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/, "Letters, digits, dot, dash and underscore.");
