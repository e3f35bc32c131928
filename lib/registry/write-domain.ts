import type { Db } from "@/db/client";
import { findDomain, insertDomain, updateDomain } from "@/db/queries/domains";
import { appendAudit } from "@/lib/audit/append-audit";
import type { Author } from "@/lib/identity/author";
import { reexamine } from "./certification/reexamine";

/** Adds a business domain, or changes its title and contact, with its entry on record, in the caller's transaction; what is so already is left alone. @returns whether it is new */
export async function writeDomain(
  tx: Db,
  input: { name: string; title: string; contact?: string | undefined },
  author: Author,
): Promise<boolean> {
  const known = await findDomain(tx, input.name);
  if (known?.title === input.title && known.contact === (input.contact ?? null)) return false;
  const isNew = await insertDomain(tx, input);
  if (!isNew) await updateDomain(tx, input);
  await appendAudit(tx, {
    type: isNew ? "io.signalbox.domain.added" : "io.signalbox.domain.changed",
    ...author,
    object: `domain:${input.name}`,
    outcome: "ok",
    payload: known ? { ...input, before: { title: known.title, contact: known.contact } } : input,
  });
  if (!isNew) await reexamine(tx, { kind: "domain", name: input.name, by: author.actor });
  return isNew;
}
