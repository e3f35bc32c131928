import { call } from "@orpc/server";
import type { Metadata } from "next";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { orNotFound } from "@/app/_data/or-not-found";
import { kindName } from "@/components/calls/protocol-names";
import { AssetView } from "@/components/catalog/asset-view";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { listCalls } from "@/lib/records/list-calls";
import { getAsset } from "@/lib/registry/get-asset";

type Props = { params: Promise<{ kind: string; name: string }> };

const RECENT = 8;
const MAX_TEXT = 300;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name).slice(0, MAX_TEXT) };
}

export default async function AssetPage({ params }: Props) {
  const context = operationContext(await requireUser());
  const given = await params;
  const kind = decodeURIComponent(given.kind).slice(0, MAX_TEXT);
  const name = decodeURIComponent(given.name).slice(0, MAX_TEXT);
  const [asset, calls] = await Promise.all([
    orNotFound(call(getAsset, { kind, name }, { context })),
    call(listCalls, { callee: name, limit: RECENT }, { context }),
  ]);
  return (
    <Page>
      <PageHeader
        trail={[
          { href: "/catalog", label: "Catalog" },
          { href: `/catalog?kind=${encodeURIComponent(kind)}`, label: kindName(kind) },
        ]}
        title={asset.title || asset.name}
        description={asset.description}
      />
      <AssetView asset={asset} calls={calls.items} />
    </Page>
  );
}
