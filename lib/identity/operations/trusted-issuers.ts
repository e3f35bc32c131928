import { z } from "zod";
import { receipt } from "@/lib/audit/receipt.schema";
import { authorOf } from "../author";
import { operation } from "../operation";
import {
  distrustIssuer,
  distrustIssuerInput,
  listTrustedIssuers,
  trustIssuer,
  trustIssuerInput,
} from "../trust/trust-issuer";

const tags = ["people"];

export type IssuerView = z.infer<typeof trustIssuerInput>;

/** Identity providers whose assertions about people are accepted. */
export const listIssuers = operation({ permission: "members:read" })
  .route({ method: "GET", path: "/trusted-issuers", summary: "List trusted identity providers", tags })
  .output(z.object({ issuers: z.array(trustIssuerInput) }))
  .handler(async ({ context }) => ({ issuers: await listTrustedIssuers(context.database.db) }));

/** Trusts a provider, or changes where its keys are and who may bring its assertions. */
export const addIssuer = operation({ permission: "members:write" })
  .route({ method: "POST", path: "/trusted-issuers", summary: "Trust an identity provider", tags })
  .input(trustIssuerInput)
  .output(z.object({ issuer: z.string() }).extend(receipt.shape))
  .handler(async ({ input, context }) => {
    const { entryId } = await trustIssuer(context.database.db, input, authorOf(context.principal));
    return { issuer: input.issuer, entryId };
  });

/** Its assertions are refused from now on. Badges that came from them end within five minutes. */
export const removeIssuer = operation({ permission: "members:write" })
  .route({
    method: "POST",
    path: "/trusted-issuers/remove",
    summary: "Stop trusting an identity provider",
    tags,
  })
  .input(distrustIssuerInput)
  .output(z.object({ issuer: z.string() }).extend(receipt.shape))
  .handler(async ({ input, context }) => {
    const { entryId } = await distrustIssuer(context.database.db, input, authorOf(context.principal));
    return { issuer: input.issuer, entryId };
  });
