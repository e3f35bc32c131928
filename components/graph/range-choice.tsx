"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { IconChevronDown } from "@/components/icons";
import { Disclosure } from "../data/disclosure";
import { Unseen } from "../data/unseen";
import { formatInstant } from "../format/format-time";
import classes from "./graph.module.css";
import type { GraphSearch } from "./graph-search";
import { RANGE_NAMES } from "./graph-search";

const WORDS = { "5m": "5 minutes", "1h": "1 hour", "24h": "24 hours", "7d": "7 days" } as const;

type Range = Pick<GraphSearch, "range" | "from" | "to">;

/** Which time the graph is about. */
export function RangeChoice({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  return (
    <div className={classes.ranges}>
      <fieldset className={classes.segments}>
        <Unseen as="legend">Time</Unseen>
        {RANGE_NAMES.filter((name) => name !== "custom").map((name) => (
          <label key={name} title={`The last ${WORDS[name]}`}>
            <input
              type="radio"
              name="graph-range"
              value={name}
              checked={range.range === name}
              onChange={() => onChange({ range: name, from: null, to: null })}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <Disclosure
        label="Own range"
        trigger={(trigger) => (
          <Button
            {...trigger}
            variant="default"
            data-chosen={range.range === "custom" || undefined}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {range.range === "custom" && range.from && range.to ? inWords(range.from, range.to) : "Own range"}
          </Button>
        )}
      >
        {(close) => (
          <OwnRange
            range={range}
            onChange={(chosen) => {
              onChange(chosen);
              close();
            }}
          />
        )}
      </Disclosure>
    </div>
  );
}

function OwnRange({ range, onChange }: { range: Range; onChange: (range: Range) => void }) {
  const [from, setFrom] = useState(() => localText(range.from ?? new Date(Date.now() - 3_600_000)));
  const [to, setTo] = useState(() => localText(range.to ?? new Date()));
  const [first, last] = [new Date(from), new Date(to)];
  const problem = first < last ? undefined : "The end must be after the beginning.";
  return (
    <form
      className={classes.ownRange}
      onSubmit={(event) => {
        event.preventDefault();
        if (!problem) onChange({ range: "custom", from: first, to: last });
      }}
    >
      <label>
        From
        <input
          type="datetime-local"
          step="1"
          required
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </label>
      <label>
        To
        <input
          type="datetime-local"
          step="1"
          required
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </label>
      {problem ? <p role="alert">{problem}</p> : null}
      <Button type="submit" size="xs" disabled={problem !== undefined}>
        Show
      </Button>
    </form>
  );
}

/** A time as the field of the browser holds it: in the reader's zone, to the second. */
function localText(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

function inWords(from: Date, to: Date): string {
  const short = (at: Date) => formatInstant(at.toISOString()).slice(5, 16);
  return `${short(from)} – ${short(to)}`;
}
