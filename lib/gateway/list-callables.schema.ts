import { z } from "zod";

/** A tool, with whether policy would let the caller use it with some arguments. */
const callableTool = z.object({ name: z.string(), title: z.string(), allowed: z.boolean() });

/** Something that can be called, and whether the caller may, as the policies stand now. */
export const callable = z.object({
  kind: z.enum(["agent", "mcp-server", "model"]),
  name: z.string(),
  title: z.string(),
  domain: z.string(),
  /** Of a server: whether any of its tools may be used. */
  allowed: z.boolean(),
  tools: z.array(callableTool),
});
export type Callable = z.infer<typeof callable>;
