import { call } from "@orpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { orNotFound } from "@/app/_data/or-not-found";
import { CallView } from "@/components/calls/call-view";
import { RefreshWhile } from "@/components/data/refresh-while";
import { Page } from "@/components/shell/page";
import { Trail } from "@/components/shell/trail";
import { getCall } from "@/lib/records/get-call";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Call ${(await params).id.slice(0, 8)}` };
}

export default async function CallPage({ params }: Props) {
  const context = operationContext(await requireUser());
  const id = z.uuid().safeParse((await params).id);
  if (!id.success) notFound();
  const found = await orNotFound(call(getCall, { id: id.data }, { context }));
  return (
    <Page>
      <Trail items={[{ href: "/calls", label: "Calls" }]} />
      <CallView call={found} />
      <RefreshWhile open={found.trace.some((hop) => hop.status === "admitted")} />
    </Page>
  );
}
