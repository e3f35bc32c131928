"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { useId } from "react";
import { IconChevronDown, IconClock } from "@/components/icons";
import { ALL_TIME, agoInWords, type TimeRange } from "@/lib/core/query/time-range";
import { useInBrowser } from "../data/clock";
import { Disclosure } from "../data/disclosure";
import choice from "../data/disclosure.module.css";
import { rangeInWords } from "./range-words";

const Between = dynamic(() => import("./between").then((module) => module.Between), {
  ssr: false,
  loading: () => null,
});

const RELATIVE = ["15m", "1h", "6h", "24h", "7d", "30d"] as const;

/** Chooses a stretch of time: back from now, or between two instants in the reader's zone. What is chosen says the same to everybody (`TimeRange`). */
export function TimeRangePicker(props: {
  value: TimeRange;
  onChange: (range: TimeRange) => void;
  /** How far back can be chosen with one key. */
  relative?: readonly string[];
  /** False where a bound is needed. */
  allTime?: boolean;
}) {
  const { value, onChange, relative = RELATIVE, allTime = true } = props;
  const inBrowser = useInBrowser();
  const name = useId();
  const words = inBrowser ? rangeInWords(value) : rangeInWords(value, "UTC");
  const ranges = [...relative.map((since) => ({ since, until: "" })), ...(allTime ? [ALL_TIME] : [])];
  return (
    <Disclosure
      label="Time range"
      trigger={(trigger) => (
        <Button
          {...trigger}
          variant="default"
          data-chosen={value.since || value.until ? true : undefined}
          aria-label={`Time range: ${words}`}
          leftSection={<IconClock size={14} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {words}
        </Button>
      )}
    >
      {(close) => (
        <>
          {ranges.map((range) => (
            <label key={range.since} className={choice.choice}>
              <input
                type="radio"
                name={name}
                checked={value.since === range.since && value.until === ""}
                onChange={() => onChange(range)}
              />
              {range.since ? `Last ${agoInWords(range.since)}` : "All time"}
            </label>
          ))}
          <Between
            value={value}
            onChange={(range) => {
              onChange(range);
              close();
            }}
          />
        </>
      )}
    </Disclosure>
  );
}
