"use client";

import { useQueryStates } from "nuqs";
import { OVERVIEW_RANGES } from "@/lib/records/overview-names.schema";
import { Unseen } from "../data/unseen";
import classes from "./overview.module.css";
import { overviewSearch } from "./overview-search";

const WORDS = { "1h": "1 hour", "24h": "24 hours", "7d": "7 days", "30d": "30 days" } as const;

/** How far back the overview looks. */
export function RangeSwitch() {
  const [{ range }, setSearch] = useQueryStates(overviewSearch, { history: "push" });
  return (
    <fieldset className={classes.ranges}>
      <Unseen as="legend">The last</Unseen>
      {OVERVIEW_RANGES.map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === range}
          onClick={() => void setSearch({ range: value })}
        >
          {WORDS[value]}
        </button>
      ))}
    </fieldset>
  );
}
