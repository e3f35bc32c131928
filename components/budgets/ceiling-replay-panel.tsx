"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { parseAsInteger, parseAsString, useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { IconPlayerPlay } from "@/components/icons";
import type { CeilingDraft, CeilingReplay } from "@/lib/budgets/replay/ceiling-replay.schema";
import { fetchJson } from "../data/fetch-json";
import { Ago, Instant } from "../data/time";
import { formatCount, formatCounted } from "../format/format-count";
import policies from "../policies/policies.module.css";
import { EmptyState } from "../states/empty-state";
import { ErrorState } from "../states/error-state";
import { CeilingReplayResults } from "./ceiling-replay-results";

const PATH = "/api/console/v1/budgets/replays";
const POLL_MS = 400;
const MOST = 100_000;
const SEARCH = { budgetReplay: parseAsString.withDefault(""), calls: parseAsInteger.withDefault(10_000) };

/** What budgets and limits would have done to the newest recorded calls. The address names the replay, so a reload or a colleague sees the same. */
export function CeilingReplayPanel({ draft }: { draft: readonly CeilingDraft[] }) {
  const [search, setSearch] = useQueryStates(SEARCH, { history: "replace" });
  const [busy, start] = useTransition();
  const [refused, setRefused] = useState<Error>();
  const replay = useQuery({
    queryKey: ["ceiling-replay", search.budgetReplay],
    queryFn: ({ signal }) =>
      fetchJson<CeilingReplay>(`${PATH}/${encodeURIComponent(search.budgetReplay)}`, signal),
    enabled: search.budgetReplay !== "",
    refetchInterval: ({ state }) => (state.data?.status === "running" ? POLL_MS : false),
  });
  const limit = Math.min(Math.max(Math.round(search.calls) || 1, 1), MOST);
  const run = () =>
    start(async () => {
      try {
        const { id } = await fetchJson<{ id: string }>(PATH, undefined, JSON.stringify({ draft, limit }));
        setRefused(undefined);
        await setSearch({ budgetReplay: id });
      } catch (err) {
        setRefused(err instanceof Error ? err : new Error(String(err)));
      }
    });
  const found = replay.data;
  const running = found?.status === "running";
  return (
    <>
      <div className={policies.replayForm}>
        <label className={policies.number}>
          Newest{" "}
          <input
            type="number"
            min={1}
            max={MOST}
            step={1000}
            value={search.calls}
            onChange={(event) => void setSearch({ calls: event.currentTarget.valueAsNumber || 1 })}
          />{" "}
          calls
        </label>
        <Button
          loading={busy || running}
          leftSection={<IconPlayerPlay size={14} aria-hidden />}
          onClick={run}
        >
          Replay calls
        </Button>
      </div>
      <p role="alert" className={policies.problem}>
        {refused?.message}
      </p>
      {replay.isError ? (
        <ErrorState error={replay.error} retry={() => void replay.refetch()} />
      ) : found ? (
        <>
          <Progress replay={found} />
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

function Progress({ replay }: { replay: CeilingReplay }) {
  const { status, looked, total, result, error } = replay;
  if (status === "running") {
    return (
      <div className={policies.progress}>
        <progress aria-label="Calls looked at" max={Math.max(total, 1)} value={looked} />
        <p>
          {formatCount(looked)} of {formatCounted(total, "call")}
        </p>
      </div>
    );
  }
  return (
    <p className={policies.note} role="status">
      {status === "failed" ? <span className={policies.problem}>The replay failed: {error} </span> : null}
      {status === "cancelled" ? "It was ended before it was through. " : ""}
      {result?.oldest && result.newest ? (
        <>
          {formatCounted(looked, "call")} from <Instant at={result.oldest} /> to{" "}
          <Instant at={result.newest} />.{" "}
        </>
      ) : (
        "No call is on record. "
      )}
      Begun <Ago at={replay.startedAt} />.
    </p>
  );
}
