"use client";

import dynamic from "next/dynamic";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { Panel } from "../data/panel";
import { DetailSkeleton } from "../states/skeletons";
import { ceilingsOfChange } from "./draft-of-change";

const CeilingReplayPanel = dynamic(
  () => import("./ceiling-replay-panel").then((module) => module.CeilingReplayPanel),
  { ssr: false, loading: () => <DetailSkeleton panels={1} /> },
);

/** What a change of budgets and limits would have done to past calls; nothing for a change of anything else. */
export function CeilingImpact({ change }: { change: Pick<ChangeDetail, "items"> }) {
  const draft = ceilingsOfChange(change.items);
  if (draft.length === 0) return null;
  return (
    <Panel title="Impact of budgets and limits" anchor="budget-impact">
      <CeilingReplayPanel draft={draft} />
    </Panel>
  );
}
