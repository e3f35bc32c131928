"use client";

import { useQueryStates } from "nuqs";
import type { CeilingDraft, CeilingReplay } from "@/lib/budgets/replay/ceiling-replay.schema";
import { ReplayForm } from "../replay/replay-form";
import { ReplayProgress } from "../replay/replay-progress";
import { beginOf, limitOf, replayFields } from "../replay/replay-search";
import { useReplay } from "../replay/use-replay";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import { CeilingReplayResults } from "./ceiling-replay-results";

/** Beside a replay of policies on the same page, so its names in the address are its own. */
const SEARCH = {
  budgetReplay: replayFields.id,
  calls: replayFields.newest,
  callRange: replayFields.range,
};

/** What budgets and limits would have done to the newest recorded calls. The address names the replay, so a reload or a colleague sees the same. */
export function CeilingReplayPanel({ draft }: { draft: readonly CeilingDraft[] }) {
  const [search, setSearch] = useQueryStates(SEARCH, { history: "replace" });
  const replay = useReplay<CeilingReplay>({
    path: "/api/console/v1/budgets/replays",
    id: search.budgetReplay,
    onStarted: (id) => setSearch({ budgetReplay: id }),
  });
  const { query, found } = replay;
  return (
    <>
      <ReplayForm
        noun="calls"
        label="Replay calls"
        newest={search.calls}
        range={search.callRange}
        onAsk={({ newest, range }) =>
          void setSearch({ ...(newest ? { calls: newest } : {}), ...(range ? { callRange: range } : {}) })
        }
        replay={replay}
        disabled={draft.length === 0}
        onBegin={() =>
          replay.begin({ draft, limit: limitOf(search.calls), from: beginOf(search.callRange, Date.now()) })
        }
      />
      {query.isError ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : found ? (
        <>
          <ReplayProgress replay={found} noun="call" />
          {found.status === "done" && found.result ? <CeilingReplayResults result={found.result} /> : null}
        </>
      ) : search.budgetReplay === "" ? (
        <EmptyState title="What would this have done?">
          A replay makes recorded calls again in the order in which they happened, each at what it really
          used, and counts them from nothing. It changes nothing.
        </EmptyState>
      ) : null}
    </>
  );
}
