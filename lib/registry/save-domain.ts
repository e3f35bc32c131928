import { z } from "zod";
import { insertDomain, updateDomain } from "@/db/queries/domains";
import { appendAudit } from "@/lib/audit/append-audit";
import { operation } from "@/lib/identity/operation";
import { actorRef } from "@/lib/identity/principal";
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
      const isNew = await insertDomain(tx, input);
      if (!isNew) await updateDomain(tx, input);
      await appendAudit(tx, {
        type: isNew ? "io.signalbox.domain.added" : "io.signalbox.domain.changed",
        actor: actorRef(context.principal.caller),
        object: `domain:${input.name}`,
        outcome: "ok",
        payload: input,
      });
      return isNew;
    });
    return { ...input, created };
  });
