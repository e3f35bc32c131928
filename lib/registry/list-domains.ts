import { z } from "zod";
import { listDomains as findDomains } from "@/db/queries/domains";
import { operation } from "@/lib/identity/operation";

/** Every business domain, by name. */
export const listDomains = operation({ permission: "catalog:read" })
  .route({ method: "GET", path: "/domains", summary: "List domains", tags: ["registry"] })
  .input(z.object({}))
  .output(
    z.object({
      domains: z.array(
        z.object({
          name: z.string(),
          title: z.string(),
          contact: z.string().nullable(),
          assets: z.number().int(),
          /** How many people govern it. */
          people: z.number().int(),
        }),
      ),
    }),
  )
  .handler(async ({ context }) => ({ domains: await findDomains(context.database.db) }));
