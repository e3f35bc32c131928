"use client";

import dynamic from "next/dynamic";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { Panel } from "../data/panel";
import { DetailSkeleton } from "../states/skeletons";
import { draftOfChange } from "./draft-of-change";

const ReplayPanel = dynamic(() => import("./replay-panel").then((module) => module.ReplayPanel), {
  ssr: false,
  loading: () => <DetailSkeleton panels={1} />,
});

/** What a change of policies would have done to past calls; nothing for a change of anything else. */
export function ChangeImpact({ change }: { change: Pick<ChangeDetail, "items"> }) {
  const draft = draftOfChange(change.items);
  if (draft.length === 0) return null;
  return (
    <Panel title="Impact" anchor="impact">
      <ReplayPanel draft={draft} initial={null} />
    </Panel>
  );
}
