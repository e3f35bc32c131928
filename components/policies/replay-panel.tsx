"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { IconPlayerPlay, IconPlayerStop } from "@/components/icons";
import type { PolicyDraft, Replay } from "@/lib/policy/replay/replay.schema";
import { fetchJson } from "../data/fetch-json";
import { SelectBox } from "../data/select-box";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import classes from "./policies.module.css";
import { beginOf, editorSearch, RANGE_NAMES, REPLAY_RANGES } from "./policy-search";
import { cancelReplay, startReplay } from "./replay-api";
import { ReplayProgress } from "./replay-progress";
import { ReplayResults } from "./replay-results";

const POLL_MS = 400;
const MOST = 100_000;

/**
 * What a draft would have done to the newest recorded decisions. The address names the replay, so a reload or a colleague sees the same.
 * @param draft what would change; empty while it cannot be replayed yet
 */
export function ReplayPanel({ draft, initial }: { draft: readonly PolicyDraft[]; initial: Replay | null }) {
  const [search, setSearch] = useQueryStates(editorSearch, { history: "replace" });
  const [busy, start] = useTransition();
  const [refused, setRefused] = useState<Error>();
  const replay = useQuery({
    queryKey: ["policy-replay", search.replay],
    queryFn: ({ signal }) =>
      fetchJson<Replay>(`/api/console/policies/replays/${encodeURIComponent(search.replay)}`, signal),
    enabled: search.replay !== "",
    ...(initial && initial.id === search.replay ? { initialData: initial } : {}),
    refetchInterval: ({ state }) => (state.data?.status === "running" ? POLL_MS : false),
  });
  const limit = Math.min(Math.max(Math.round(search.decisions) || 1, 1), MOST);
  const run = () =>
    start(async () => {
      const from = beginOf(search.range, Date.now());
      try {
        const { id } = await startReplay({ draft: [...draft], limit, ...(from ? { from } : {}) });
        setRefused(undefined);
        await setSearch({ replay: id, change: null });
      } catch (err) {
        setRefused(err instanceof Error ? err : new Error(String(err)));
      }
    });
  const found = replay.data;
  const running = found?.status === "running";
  return (
    <>
      <div className={classes.replayForm}>
        <label className={classes.number}>
          Newest{" "}
          <input
            type="number"
            min={1}
            max={MOST}
            step={1000}
            value={search.decisions}
            onChange={(event) => void setSearch({ decisions: event.currentTarget.valueAsNumber || 1 })}
          />{" "}
          decisions
        </label>
        <SelectBox
          label="Of"
          value={search.range}
          options={REPLAY_RANGES.map((value) => ({ value, label: RANGE_NAMES[value] }))}
          onChange={(range) => void setSearch({ range })}
        />
        {running ? (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={14} aria-hidden />}
            onClick={() =>
              start(async () => {
                await cancelReplay(found.id).catch(setRefused);
                await replay.refetch();
              })
            }
          >
            Stop
          </Button>
        ) : (
          <Button
            loading={busy}
            disabled={draft.length === 0}
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            onClick={run}
          >
            Replay
          </Button>
        )}
      </div>
      <p role="alert" className={classes.problem}>
        {refused?.message}
      </p>
      {replay.isError ? (
        <ErrorState error={replay.error} retry={() => void replay.refetch()} />
      ) : found ? (
        <>
          <ReplayProgress replay={found} stale={isStale(found, draft)} />
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
