"use client";

import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@/components/icons";
import { LiveBadge } from "../calls/live-badge";
import type { LiveState } from "../calls/use-live-calls";

/** Whether the list follows what happens, and how to stop it. */
export function LiveTools(props: {
  state: LiveState;
  heardAt: number | undefined;
  live: boolean;
  disabled: boolean;
  onLive: (live: boolean) => void;
}) {
  const { state, heardAt, live, disabled, onLive } = props;
  const Icon = live ? IconPlayerPause : IconPlayerPlay;
  return (
    <>
      <LiveBadge state={state} heardAt={heardAt} />
      <Button
        variant="default"
        disabled={disabled}
        aria-pressed={live}
        leftSection={<Icon size={14} aria-hidden />}
        onClick={() => onLive(!live)}
      >
        {live ? "Pause" : "Resume"}
      </Button>
    </>
  );
}
