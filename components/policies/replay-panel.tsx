"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { IconPlayerPlay, IconPlayerStop } from "@/components/icons";
import type { Attempt } from "@/lib/core/attempt.schema";
import type { Replay } from "@/lib/policy/replay/replay.schema";
import { fetchJson } from "../data/fetch-json";
import { SelectBox } from "../data/select-box";
import { Failure } from "../mutation/failure";
import { unanswered } from "../mutation/use-action";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import classes from "./policies.module.css";
import type { PolicyActions } from "./policy-actions";
import type { PolicyDraftState } from "./policy-draft";
import { beginOf, editorSearch, RANGE_NAMES, REPLAY_RANGES } from "./policy-search";
import { ReplayProgress } from "./replay-progress";
import { ReplayResults } from "./replay-results";

const POLL_MS = 400;
const MOST = 100_000;

/** What the draft would have done to the newest recorded decisions. The address names the replay, so a reload or a colleague sees the same. */
export function ReplayPanel(props: {
  draft: PolicyDraftState;
  initial: Replay | null;
  actions: PolicyActions;
}) {
  const { draft, initial, actions } = props;
  const [search, setSearch] = useQueryStates(editorSearch, { history: "replace" });
  const [busy, start] = useTransition();
  const [refused, setRefused] = useState<Extract<Attempt<unknown>, { done: false }>["error"]>();
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
      const { name, domain, text, guardrail } = draft;
      const from = beginOf(search.range, Date.now());
      const answer = await actions
        .startReplay({
          draft: [{ op: "put", name, domain, text, guardrail }],
          limit,
          ...(from ? { from } : {}),
        })
        .catch(unanswered);
      setRefused(answer.done ? undefined : answer.error);
      if (answer.done) await setSearch({ replay: answer.value.id, change: null });
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
                await actions.cancelReplay({ id: found.id }).catch(unanswered);
                await replay.refetch();
              })
            }
          >
            Stop
          </Button>
        ) : (
          <Button
            loading={busy}
            disabled={draft.name === "" || draft.domain === ""}
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            onClick={run}
          >
            Replay
          </Button>
        )}
      </div>
      <div role="alert">{refused ? <Failure error={refused} /> : null}</div>
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
function isStale(replay: Replay, draft: PolicyDraftState): boolean {
  return !replay.draft.some(
    (item) => item.op === "put" && item.name === draft.name && item.text === draft.text,
  );
}
