import type { z } from "zod";
import { MeshError } from "./errors";

/** Reads an operation's input by its schema. @throws MeshError `invalid_request` naming each member that is wrong */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  throw new MeshError("invalid_request", "The input is not as described.", { issues });
}
