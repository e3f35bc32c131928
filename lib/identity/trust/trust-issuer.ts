import { z } from "zod";
import type { Db } from "@/db/client";
import {
  deleteTrustedIssuer,
  listTrustedIssuerRows,
  upsertTrustedIssuer,
} from "@/db/queries/trusted-issuers";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Receipt } from "@/lib/audit/receipt.schema";
import { MeshError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/parse-input";
import { isLoopbackUri } from "../apps/redirect-uri";
import type { Author } from "../author";

const address = z
  .url({ protocol: /^https?$/ })
  .max(500)
  .refine((text) => text.startsWith("https://") || isLoopbackUri(text), "Use https.");

export const trustIssuerInput = z.object({
  /** As it stands in the provider's assertions, to the letter. */
  issuer: address,
  title: z.string().trim().min(1).max(200),
  /** Where the provider publishes its keys. */
  jwksUri: address,
  /** Clients that may bring its assertions; empty: any client that can prove itself. */
  clientIds: z.array(z.string().min(1).max(200)).max(100).default([]),
});

export const distrustIssuerInput = z.object({ issuer: z.string().min(1).max(500) });

/** Lets an identity provider say for whom a client acts. Whoever holds its keys can then speak for everybody who signs in through it. */
export async function trustIssuer(
  db: Db,
  input: z.input<typeof trustIssuerInput>,
  author: Author,
): Promise<Receipt> {
  const wanted = parseInput(trustIssuerInput, input);
  return db.transaction(async (tx) => {
    await upsertTrustedIssuer(tx, { ...wanted, createdBy: author.actor });
    const entryId = await appendAudit(tx, {
      type: "io.signalbox.issuer.trusted",
      ...author,
      object: `issuer:${wanted.issuer}`,
      outcome: "ok",
      payload: wanted,
    });
    return { entryId };
  });
}

/** @throws MeshError `not_found` */
export async function distrustIssuer(
  db: Db,
  input: z.input<typeof distrustIssuerInput>,
  author: Author,
): Promise<Receipt> {
  const { issuer } = parseInput(distrustIssuerInput, input);
  return db.transaction(async (tx) => {
    if (!(await deleteTrustedIssuer(tx, { issuer })))
      throw new MeshError("not_found", "This provider is not trusted.");
    const entryId = await appendAudit(tx, {
      type: "io.signalbox.issuer.distrusted",
      ...author,
      object: `issuer:${issuer}`,
      outcome: "ok",
    });
    return { entryId };
  });
}

/** All of them, at most 200. */
export async function listTrustedIssuers(db: Db): Promise<z.output<typeof trustIssuerInput>[]> {
  const rows = await listTrustedIssuerRows(db, { limit: 200 });
  return rows.map(({ issuer, title, jwksUri, clientIds }) => ({ issuer, title, jwksUri, clientIds }));
}
