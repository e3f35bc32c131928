"use client";

import { ActionIcon, Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconX } from "@/components/icons";
import type { MeshGraph } from "@/lib/records/mesh-graph.schema";
import { useInBrowser } from "../data/clock";
import { formatInstant } from "../format/format-time";
import { frameTimes } from "./at-frame";
import classes from "./graph.module.css";
import { SPEEDS, type Speed } from "./use-replay";

/** Plays the range span by span. The slider is moved with arrow keys, too. */
export function ReplayBar(props: {
  graph: MeshGraph;
  frame: number;
  playing: boolean;
  speed: Speed;
  onFrame: (frame: number) => void;
  onPlay: (playing: boolean) => void;
  onSpeed: (speed: Speed) => void;
  onLeave: () => void;
}) {
  const { graph, frame, playing, speed } = props;
  const { from, to } = frameTimes(graph, frame);
  const zone = useInBrowser() ? undefined : "UTC";
  const spans = callsByFrame(graph);
  const busiest = Math.max(1, ...spans.map(({ calls }) => calls));
  return (
    <section className={classes.replay} aria-label="Replay">
      <ActionIcon aria-label={playing ? "Pause replay" : "Play"} onClick={() => props.onPlay(!playing)}>
        {playing ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />}
      </ActionIcon>
      <div className={classes.scrub}>
        <svg
          viewBox={`0 0 ${graph.frames} 20`}
          preserveAspectRatio="none"
          aria-hidden
          className={classes.pulse}
        >
          {spans.map(({ at, calls }) => {
            const height = (calls / busiest) * 20;
            return (
              <rect
                key={at}
                x={at + 0.1}
                y={20 - height}
                width="0.8"
                height={height}
                data-now={at === frame || undefined}
              />
            );
          })}
        </svg>
        <input
          type="range"
          min={0}
          max={Math.max(graph.frames - 1, 0)}
          // The spans of the range are still being read.
          disabled={graph.frames <= 1}
          value={frame}
          aria-label="Position in the replay"
          aria-valuetext={momentOf(from, zone)}
          onChange={(event) => props.onFrame(Number(event.target.value))}
        />
      </div>
      <span className={classes.moment}>
        <time dateTime={from}>{momentOf(from, zone)}</time> –{" "}
        <time dateTime={to}>{momentOf(to, zone).slice(-8)}</time>
      </span>
      <label className={classes.speed}>
        Speed
        <select value={speed} onChange={(event) => props.onSpeed(Number(event.target.value) as Speed)}>
          {SPEEDS.map((value) => (
            <option key={value} value={value}>
              {value}×
            </option>
          ))}
        </select>
      </label>
      <Button
        variant="subtle"
        size="xs"
        leftSection={<IconX size={14} aria-hidden />}
        onClick={props.onLeave}
      >
        Leave replay
      </Button>
    </section>
  );
}

/** A time to the second, in the reader's zone once it is known. */
function momentOf(at: string, zone: string | undefined): string {
  return formatInstant(at, zone).slice(0, 19);
}

function callsByFrame({ frames, edges }: MeshGraph): { at: number; calls: number }[] {
  const spans = Array.from({ length: frames }, (_, at) => ({ at, calls: 0 }));
  for (const { at, calls } of edges.flatMap((edge) => edge.frames)) {
    const span = spans[at];
    if (span) span.calls += calls;
  }
  return spans;
}
