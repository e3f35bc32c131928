import { call } from "@orpc/server";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { orNotFound } from "@/app/_data/or-not-found";
import { ChangeNumber } from "@/components/changes/change-number";
import { loadChangeViewSearch } from "@/components/changes/change-search";
import { ChangeView } from "@/components/changes/change-view";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";
import { VisibleText } from "@/components/viewers/visible-text";
import { changeRef } from "@/lib/changes/change-answer.schema";
import { getChange } from "@/lib/changes/get-change";
import {
  applyAction,
  breakGlassAction,
  commentAction,
  discardAction,
  draftAction,
  endCanaryAction,
  resolveAction,
  revertAction,
  reviewAction,
  startCanaryAction,
  submitAction,
  watchAction,
  withdrawAction,
} from "../actions";

type Props = { params: Promise<{ number: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Change ${(await params).number.slice(0, 16)}` };
}

export default async function ChangePage({ params, searchParams }: Props) {
  const context = operationContext(await requireUser());
  const ref = changeRef.safeParse(await params);
  if (!ref.success) notFound();
  const change = await orNotFound(call(getChange, ref.data, { context }));
  const { diff } = await loadChangeViewSearch(searchParams);
  return (
    <Page>
      <PageHeader
        title={
          <>
            <ChangeNumber number={change.number} /> <VisibleText text={change.title} />
          </>
        }
        trail={[{ href: "/changes", label: "Changes" }]}
        help="changes"
      />
      <ChangeView
        change={change}
        layout={diff}
        actions={{
          submit: submitAction,
          review: reviewAction,
          apply: applyAction,
          startCanary: startCanaryAction,
          endCanary: endCanaryAction,
          breakGlass: breakGlassAction,
          revert: revertAction,
          withdraw: withdrawAction,
          comment: commentAction,
          resolve: resolveAction,
          draft: draftAction,
          discard: discardAction,
          watch: watchAction,
        }}
      />
    </Page>
  );
}
