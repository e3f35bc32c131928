import { z } from "zod";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { assetName } from "./write-asset";
import { writeDomain } from "./write-domain";

const domain = z.object({
  name: assetName,
  title: z.string().trim().min(1).max(200),
  contact: z.string().trim().max(300).optional(),
});

/** Adds a business domain, or changes its title and contact. */
export const saveDomain = operation({ permission: "registry:write" })
  .route({ method: "POST", path: "/domains", summary: "Add or change a domain", tags: ["registry"] })
  .input(domain)
  .output(domain.extend({ created: z.boolean() }))
  .handler(async ({ input, context }) => {
    const created = await context.database.db.transaction((tx) =>
      writeDomain(tx, input, authorOf(context.principal)),
    );
    return { ...input, created };
  });
