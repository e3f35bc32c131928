import { call } from "@orpc/server";
import type { SearchParams } from "nuqs/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { loadChangeSearch } from "@/components/changes/change-search";
import { BOX_NAMES } from "@/components/changes/change-words";
import { ChangesScreen } from "@/components/changes/changes-screen";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { LinkTabs } from "@/components/tabs/link-tabs";
import { listChangesInput } from "@/lib/changes/change-detail.schema";
import { CHANGE_BOXES } from "@/lib/changes/change-names.schema";
import { listChanges } from "@/lib/changes/list-changes";

export const metadata = { title: "Changes" };

export default async function ChangesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const context = operationContext(await requireUser());
  const { box, domain, asset, before, all } = await loadChangeSearch(searchParams);
  const only = {
    ...(domain ? { domain } : {}),
    ...(asset ? { asset } : {}),
    ...(all ? { all: "true" } : {}),
  };
  const asked = listChangesInput.safeParse({
    box,
    ...(domain ? { domain } : {}),
    ...(asset ? { asset } : {}),
    ...(before ? { before } : {}),
    all: all || asset !== "",
  });
  const list = await call(listChanges, asked.success ? asked.data : { box }, { context });
  const hrefOf = (query: Record<string, string>) => `/changes?${new URLSearchParams(query)}`;
  return (
    <Page>
      <PageHeader
        title="Changes"
        description="What somebody has asked for, and who has to look at it before it takes effect."
        help="changes"
      />
      <LinkTabs
        label="Boxes"
        tabs={CHANGE_BOXES.map((one) => ({
          href: hrefOf({ box: one, ...only }),
          label:
            one === "review" && list.waiting > 0 ? `${BOX_NAMES[one]} (${list.waiting})` : BOX_NAMES[one],
          current: one === box,
        }))}
      />
      <ChangesScreen
        list={list}
        box={box}
        allHref={box === "done" && !all && asset === "" ? hrefOf({ box, ...only, all: "true" }) : undefined}
        filtered={domain !== "" || asset !== ""}
        nextHref={
          list.more ? hrefOf({ box, ...only, before: String(list.items.at(-1)?.number ?? "") }) : undefined
        }
      />
    </Page>
  );
}
