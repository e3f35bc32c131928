import { z } from "zod";
import { ROLES } from "@/lib/identity/roles";

export const domainDetail = z.object({
  name: z.string(),
  title: z.string(),
  contact: z.string().nullable(),
  createdAt: z.iso.datetime(),
  /** People whose domain it is and who are not shut out, the oldest account first; at most 50. */
  people: z.array(z.object({ id: z.uuid(), name: z.string(), role: z.enum(ROLES) })),
  /** How many assets it has of each kind, the most first. */
  assets: z.array(z.object({ kind: z.string(), count: z.number().int() })),
});
export type DomainDetail = z.infer<typeof domainDetail>;
