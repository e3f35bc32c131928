import { call } from "@orpc/server";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { orNotFound } from "@/app/_data/or-not-found";
import { kindName } from "@/components/calls/protocol-names";
import { AssetHeading } from "@/components/catalog/asset-heading";
import classes from "@/components/catalog/catalog.module.css";
import { assetPageHref, isCalled, loadAssetSearch, tabsOf } from "@/components/catalog/detail/asset-search";
import { StateActions } from "@/components/catalog/detail/state-actions";
import { EditPolicyLink } from "@/components/policies/policy-page-links";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { DetailSkeleton } from "@/components/states/skeletons";
import { LinkTabs } from "@/components/tabs/link-tabs";
import { TryLink } from "@/components/try/try-link";
import { getStateRules } from "@/lib/changes/get-state-rules";
import { getAsset } from "@/lib/registry/get-asset";
import { changeStateAction } from "../../actions";
import { TabContent } from "./tab-content";

type Props = { params: Promise<{ kind: string; name: string }>; searchParams: Promise<SearchParams> };

const MAX_TEXT = 300;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name).slice(0, MAX_TEXT) };
}

export default async function AssetPage({ params, searchParams }: Props) {
  const context = operationContext(await requireUser());
  const given = await params;
  const kind = decodeURIComponent(given.kind).slice(0, MAX_TEXT);
  const name = decodeURIComponent(given.name).slice(0, MAX_TEXT);
  const search = await loadAssetSearch(searchParams);
  const [asset, rules] = await orNotFound(
    Promise.all([
      call(getAsset, { kind, name }, { context }),
      call(getStateRules, { kind, name }, { context }),
    ]),
  );
  const tabs = tabsOf(kind);
  const tab = tabs.some(([one]) => one === search.tab) ? search.tab : "overview";
  return (
    <Page>
      <PageHeader
        trail={[
          { href: "/catalog", label: "Catalog" },
          { href: `/catalog?kind=${encodeURIComponent(kind)}`, label: kindName(kind) },
        ]}
        title={asset.title || asset.name}
        actions={
          <>
            {isCalled(kind) ? <TryLink kind={kind} name={name} /> : null}
            {kind === "policy" ? <EditPolicyLink name={name} /> : null}
            <StateActions asset={asset} rules={rules} change={changeStateAction} />
          </>
        }
        help="catalog"
      />
      <AssetHeading asset={asset} open={rules.open} />
      <LinkTabs
        label="Parts of the asset"
        tabs={tabs.map(([one, label]) => ({
          href: assetPageHref(kind, name, { tab: one }),
          label,
          current: one === tab,
        }))}
      />
      <div className={classes.body}>
        <Suspense key={tab} fallback={<DetailSkeleton />}>
          <TabContent asset={asset} tab={tab} search={search} context={context} />
        </Suspense>
      </div>
    </Page>
  );
}
