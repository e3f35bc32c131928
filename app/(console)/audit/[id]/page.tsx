import { call } from "@orpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { orNotFound } from "@/app/_data/or-not-found";
import { EntryView } from "@/components/audit/entry-view";
import { RefreshWhile } from "@/components/data/refresh-while";
import { Page } from "@/components/shell/page";
import { Trail } from "@/components/shell/trail";
import { getAuditEntry } from "@/lib/audit/browse/get-audit-entry";

type Props = { params: Promise<{ id: string }> };

/** An entry by its id, or by its index in the tree. */
const key = z.union([z.uuid(), z.string().regex(/^\d{1,15}$/)]);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Entry ${(await params).id.slice(0, 8)}` };
}

export default async function AuditEntryPage({ params }: Props) {
  const context = operationContext(await requireUser());
  const id = key.safeParse((await params).id);
  if (!id.success) notFound();
  const entry = await orNotFound(call(getAuditEntry, { id: id.data }, { context }));
  return (
    <Page>
      <Trail items={[{ href: "/audit", label: "Audit" }]} />
      <EntryView entry={entry} />
      <RefreshWhile open={entry.standing === "pending"} />
    </Page>
  );
}
