import { z } from "zod";

/** The state of the installation. */
export const system = z.object({
  version: z.string(),
  node: z.string(),
  database: z.object({
    version: z.string(),
    bytes: z.number().nonnegative(),
    migrations: z.number().int().nonnegative(),
  }),
  replicas: z.array(
    z.object({
      id: z.uuid(),
      role: z.string(),
      host: z.string(),
      pid: z.number().int(),
      startedAt: z.iso.datetime(),
      lastSeenAt: z.iso.datetime(),
      /** Whether its heartbeat is fresh. */
      alive: z.boolean(),
    }),
  ),
});
export type System = z.infer<typeof system>;
