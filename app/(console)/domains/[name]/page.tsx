import { notFound } from "next/navigation";
import { z } from "zod";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { orNotFound } from "@/app/_data/or-not-found";
import { DomainView } from "@/components/domains/domain-view";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { loadDomain } from "./load-domain";

export const metadata = { title: "Domain" };

const name = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/);

export default async function DomainPage({ params }: { params: Promise<{ name: string }> }) {
  const context = operationContext(await requireUser());
  const asked = name.safeParse((await params).name);
  if (!asked.success) notFound();
  const data = await orNotFound(loadDomain(context, asked.data));
  return (
    <Page>
      <PageHeader
        title={<bdi>{data.domain.title || data.domain.name}</bdi>}
        trail={[
          { href: "/catalog", label: "Catalog" },
          { href: "/domains", label: "Domains" },
        ]}
        help="domains"
      />
      <DomainView {...data} />
    </Page>
  );
}
