import { z } from "zod";
import { findDomain, insertDomain, updateDomain } from "@/db/queries/domains";
import { appendAudit } from "@/lib/audit/append-audit";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { assetName } from "./write-asset";

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
    const created = await context.database.db.transaction(async (tx) => {
      const known = await findDomain(tx, input.name);
      const isNew = await insertDomain(tx, input);
      if (!isNew) await updateDomain(tx, input);
      await appendAudit(tx, {
        type: isNew ? "io.signalbox.domain.added" : "io.signalbox.domain.changed",
        ...authorOf(context.principal),
        object: `domain:${input.name}`,
        outcome: "ok",
        payload: known ? { ...input, before: { title: known.title, contact: known.contact } } : input,
      });
      return isNew;
    });
    return { ...input, created };
  });
