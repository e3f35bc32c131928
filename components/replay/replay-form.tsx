"use client";

import { Button } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop } from "@/components/icons";
import prose from "../data/prose.module.css";
import { SelectBox } from "../data/select-box";
import classes from "./replay.module.css";
import { RANGE_NAMES, REPLAY_MOST, REPLAY_RANGES, type ReplayRange } from "./replay-search";
import type { useReplay } from "./use-replay";

interface Props {
  /** What is replayed, in the plural. */
  noun: string;
  /** Of the button. */
  label: string;
  newest: number;
  range: ReplayRange;
  onAsk: (asked: { newest?: number; range?: ReplayRange }) => void;
  replay: Pick<ReturnType<typeof useReplay>, "running" | "busy" | "refused" | "stop">;
  /** Nothing can be replayed yet. */
  disabled: boolean;
  onBegin: () => void;
}

/** How much is replayed, and the button that begins and stops it. */
export function ReplayForm({ noun, label, newest, range, onAsk, replay, disabled, onBegin }: Props) {
  return (
    <>
      <div className={classes.form}>
        <label className={classes.number}>
          Newest{" "}
          <input
            type="number"
            min={1}
            max={REPLAY_MOST}
            step={1000}
            value={newest}
            onChange={(event) => onAsk({ newest: event.currentTarget.valueAsNumber || 1 })}
          />{" "}
          {noun}
        </label>
        <SelectBox
          label="Of"
          value={range}
          options={REPLAY_RANGES.map((value) => ({ value, label: RANGE_NAMES[value] }))}
          onChange={(chosen) => onAsk({ range: chosen })}
        />
        {replay.running ? (
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={14} aria-hidden />}
            onClick={replay.stop}
          >
            Stop
          </Button>
        ) : (
          <Button
            loading={replay.busy}
            disabled={disabled}
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            onClick={onBegin}
          >
            {label}
          </Button>
        )}
      </div>
      <p role="alert" className={prose.problem}>
        {replay.refused?.message}
      </p>
    </>
  );
}
