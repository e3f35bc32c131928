"use client";

import { useReducedMotion } from "@mantine/hooks";
import { useEffect, useEffectEvent, useState } from "react";

export const SPEEDS = [1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

const FRAME_MS = 900;

/**
 * Plays the spans of a range one after the other and stops at the last.
 * @param frame where it stands; null when nothing is replayed
 */
export function useReplay(frame: number | null, frames: number, onFrame: (frame: number) => void) {
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const still = useReducedMotion();
  const running = playing && frame !== null && frames > 1;
  // Who wants no motion gets the same spans, slowly enough to be read one by one.
  const everyMs = (still ? 2 * FRAME_MS : FRAME_MS) / speed;
  const step = useEffectEvent((from: number) => {
    if (from >= frames - 1) setPlaying(false);
    else onFrame(from + 1);
  });
  useEffect(() => {
    if (!running || frame === null) return;
    const timer = setTimeout(() => step(frame), everyMs);
    return () => clearTimeout(timer);
  }, [running, everyMs, frame]);
  return {
    playing: running,
    speed,
    setSpeed,
    play(wanted: boolean) {
      setPlaying(wanted);
      if (wanted && frame !== null && frame >= frames - 1) onFrame(0);
    },
  };
}
