"use client";

import { IconBan, IconCheck, IconClockPause, IconEqual } from "@/components/icons";
import type { ReplayChange, ReplayResult, ReplayRow } from "@/lib/policy/replay/replay.schema";
import prose from "../data/prose.module.css";
import { formatCount, formatCounted } from "../format/format-count";
import replayClasses from "../replay/replay.module.css";
import { ReplayGroups } from "../replay/replay-groups";
import { ReplayRows } from "../replay/replay-rows";
import { EmptyState } from "../states/empty-state";
import classes from "./policies.module.css";

const CHANGES = [
  { change: "newlyDenied", label: "Newly denied", tone: "denied", icon: IconBan },
  { change: "newlyAllowed", label: "Newly allowed", tone: "ok", icon: IconCheck },
  { change: "newlyHeld", label: "Newly held", tone: "waiting", icon: IconClockPause },
] as const;

type Group = ReplayResult["groups"][number];

const GROUP_COLUMNS = [
  ["Denied", (group: Group) => group.newlyDenied],
  ["Allowed", (group: Group) => group.newlyAllowed],
  ["Held", (group: Group) => group.newlyHeld],
  ["Same", (group: Group) => group.unchanged],
] as const;

const WORDS = { allow: "allowed", deny: "denied", hold: "held" } as const;

const ROW_COLUMNS = [
  ["Was", (row: ReplayRow) => WORDS[row.before]],
  ["Would be", (row: ReplayRow) => WORDS[row.after]],
] as const;

/** What a draft would have changed: how many calls, whose, and which. */
export function ReplayResults(props: {
  result: ReplayResult;
  running: boolean;
  /** Only calls with this change are listed. */
  change: ReplayChange | null;
  onChange: (change: ReplayChange | null) => void;
}) {
  const { result, running, change, onChange } = props;
  const { counts } = result;
  const affected = counts.newlyDenied + counts.newlyAllowed + counts.newlyHeld;
  return (
    <>
      <ul className={classes.counts} aria-label="Effect">
        {CHANGES.map(({ change: each, label, tone, icon: Icon }) => (
          <li key={each}>
            <button
              type="button"
              aria-pressed={change === each}
              data-tone={counts[each] > 0 ? tone : "neutral"}
              onClick={() => onChange(change === each ? null : each)}
            >
              <strong>{formatCount(counts[each])}</strong>
              <span>
                <Icon size={14} aria-hidden /> {label}
              </span>
            </button>
          </li>
        ))}
        <li>
          <strong>{formatCount(counts.unchanged)}</strong>
          <span>
            <IconEqual size={14} aria-hidden /> Unchanged
          </span>
        </li>
      </ul>
      <NotTold result={result} />
      {running ? null : affected === 0 ? (
        <EmptyState title="It would have changed nothing">
          Every decision that could be made again comes out as it did.
        </EmptyState>
      ) : (
        <>
          <ReplayGroups
            groups={result.groups}
            columns={GROUP_COLUMNS}
            rest={groupsLeft(result.groupsUnchanged)}
          />
          <ReplayRows
            rows={change === null ? result.rows : result.rows.filter((row) => row.change === change)}
            total={change === null ? affected : counts[change]}
            columns={ROW_COLUMNS}
            under={({ policies }) =>
              policies.length > 0 ? `by ${policies.join(", ")}` : "nothing permits it"
            }
            keptNote="A replay keeps the newest thousand of each change; the counts above cover all of them."
          />
        </>
      )}
    </>
  );
}

function groupsLeft(unchanged: number): string {
  return unchanged > 0 ? `For ${formatCount(unchanged)} others nothing changes.` : "";
}

const WHY = {
  unruled: "refused before any policy was asked",
  unreadable: "recorded by an earlier version of the mesh",
  "arguments-erased": "a policy reads arguments, and these were erased",
  "arguments-cut": "a policy reads arguments, and of these only the beginning was kept",
  "labels-forgotten": "a policy reads what the task had met, which is kept for 90 days",
  differs: "the record does not lead to the decision that was made",
} as const satisfies Record<ReplayResult["notReplayable"][number]["why"], string>;

/** What the figures leave out, in words. */
function NotTold({ result }: { result: ReplayResult }) {
  const { notReplayable, refusedBesides } = result;
  if (notReplayable.length === 0 && refusedBesides === 0) return null;
  return (
    <ul className={replayClasses.notTold}>
      {notReplayable.map(({ why, count, callId }) => (
        <li key={why}>
          {formatCounted(count, "call")} left out: {WHY[why]} (
          <a className={prose.link} href={`/calls/${callId}`}>
            one of them
          </a>
          ).
        </li>
      ))}
      {refusedBesides > 0 ? (
        <li>
          {formatCounted(refusedBesides, "call")} of the unchanged {refusedBesides === 1 ? "was" : "were"}{" "}
          refused on other grounds, such as a task grant or a limit, and stay{refusedBesides === 1 ? "s" : ""}{" "}
          so.
        </li>
      ) : null}
    </ul>
  );
}
