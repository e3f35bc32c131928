import type { z } from "zod";
import { MeshError } from "@/lib/core/errors";

/** A body in the caller's own format. @throws MeshError `invalid_request` with the first members that are wrong */
export function readRequest<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const issues = read.error.issues
    .slice(0, 10)
    .map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  throw new MeshError(
    "invalid_request",
    `The request is not valid: ${issues[0]?.path}: ${issues[0]?.message}`,
    {
      issues,
    },
  );
}

/** An answer in the upstream's own format. @throws MeshError `upstream_invalid` */
export function readAnswer<T>(schema: z.ZodType<T>, answer: unknown): T {
  const read = schema.safeParse(answer);
  if (read.success) return read.data;
  throw new MeshError(
    "upstream_invalid",
    "The model endpoint's answer is not in the format that it is registered with.",
    {
      detail: read.error.issues[0]?.path.join("."),
    },
  );
}
