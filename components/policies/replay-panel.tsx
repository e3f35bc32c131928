"use client";

import { useQueryStates } from "nuqs";
import type { PolicyDraft, Replay } from "@/lib/policy/replay/replay.schema";
import { ReplayForm } from "../replay/replay-form";
import { ReplayProgress } from "../replay/replay-progress";
import { beginOf, limitOf } from "../replay/replay-search";
import { useReplay } from "../replay/use-replay";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import { editorSearch } from "./policy-search";
import { ReplayResults } from "./replay-results";

/**
 * What a draft would have done to the newest recorded decisions. The address names the replay, so a reload or a colleague sees the same.
 * @param draft what would change; empty while it cannot be replayed yet
 */
export function ReplayPanel({ draft, initial }: { draft: readonly PolicyDraft[]; initial: Replay | null }) {
  const [search, setSearch] = useQueryStates(editorSearch, { history: "replace" });
  const replay = useReplay<Replay>({
    path: "/api/console/v1/policies/replays",
    id: search.replay,
    initial,
    onStarted: (id) => setSearch({ replay: id, change: null }),
  });
  const { query, found, running } = replay;
  return (
    <>
      <ReplayForm
        noun="decisions"
        label="Replay"
        newest={search.decisions}
        range={search.range}
        onAsk={({ newest, range }) =>
          void setSearch({ ...(newest ? { decisions: newest } : {}), ...(range ? { range } : {}) })
        }
        replay={replay}
        disabled={draft.length === 0}
        onBegin={() =>
          replay.begin({ draft, limit: limitOf(search.decisions), from: beginOf(search.range, Date.now()) })
        }
      />
      {query.isError ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} />
      ) : found ? (
        <>
          <ReplayProgress replay={found} noun="decision">
            {isStale(found, draft) ? (
              <strong>
                {" "}
                The draft was edited since; replay it again to see the effect of what stands there now.
              </strong>
            ) : null}
          </ReplayProgress>
          {found.result && found.status !== "failed" ? (
            <ReplayResults
              result={found.result}
              running={running}
              change={search.change}
              onChange={(change) => void setSearch({ change })}
            />
          ) : null}
        </>
      ) : search.replay === "" ? (
        <EmptyState title="What would this have done?">
          A replay rules recorded calls again, once under what is in force and once under your draft, each
          with what the policies saw at the time. It changes nothing.
        </EmptyState>
      ) : null}
    </>
  );
}

/** Whether the draft was edited after the replay began. */
function isStale(replay: Replay, draft: readonly PolicyDraft[]): boolean {
  return JSON.stringify(replay.draft.map(textOf)) !== JSON.stringify(draft.map(textOf));
}

function textOf(item: PolicyDraft): string {
  return item.op === "put" ? `${item.name} ${item.guardrail} ${item.text}` : item.name;
}
