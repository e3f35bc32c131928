"use client";

import { ActionIcon } from "@mantine/core";
import { IconX } from "@/components/icons";
import { COST_DIMENSIONS } from "@/lib/cost/cost-names.schema";
import { useInBrowser } from "../data/clock";
import { SelectBox } from "../data/select-box";
import { TimeRangePicker } from "../query/time-range-picker";
import classes from "./cost.module.css";
import { type CostSearch, TOPS } from "./cost-search";
import { DIMENSION_NAMES, filterName } from "./dimension-names";
import { FilterMenu } from "./filter-menu";

const RELATIVE = ["24h", "7d", "30d", "90d"] as const;
const GRANULARITIES = [
  { value: "", label: "automatic" },
  { value: "hour", label: "hour" },
  { value: "day", label: "day" },
  { value: "week", label: "week" },
] as const;

/** What is looked at: the time, how it is cut, how it is grouped, and what it is narrowed to. All of it stands in the address. */
export function CostTools(props: { search: CostSearch; onChange: (change: Partial<CostSearch>) => void }) {
  const { search, onChange } = props;
  const chips = [
    ...search.only.map((value) => ({ value, list: "only" as const, words: filterName(value) })),
    ...search.not.map((value) => ({ value, list: "not" as const, words: `Not ${filterName(value)}` })),
  ];
  return (
    <search aria-label="Narrow the cost">
      <div className={classes.tools}>
        <TimeRangePicker
          value={{ since: search.from, until: search.to }}
          relative={RELATIVE}
          allTime={false}
          onChange={({ since, until }) => onChange({ from: since || "7d", to: until, granularity: "" })}
        />
        <SelectBox
          label="Group by"
          value={search.by}
          options={COST_DIMENSIONS.map((value) => ({ value, label: DIMENSION_NAMES[value].label }))}
          onChange={(by) => onChange({ by, sort: "", row: "" })}
        />
        <SelectBox
          label="Top"
          value={String(search.top)}
          options={topsWith(search.top)}
          onChange={(top) => onChange({ top: Number(top) })}
        />
        <SelectBox
          label="Per"
          value={search.granularity}
          options={GRANULARITIES}
          onChange={(granularity) => onChange({ granularity })}
        />
        <ZoneBox zone={search.zone} onChange={(zone) => onChange({ zone })} />
        <FilterMenu search={search} onAdd={(value) => onChange({ only: [...search.only, value] })} />
      </div>
      {chips.length > 0 ? (
        <ul className={classes.chips} aria-label="Narrowed to">
          {chips.map(({ value, list, words }) => (
            <li key={`${list} ${value}`} className={classes.chip}>
              <span>{words}</span>
              <ActionIcon
                size="sm"
                aria-label={`Remove ${words}`}
                onClick={() => onChange({ [list]: search[list].filter((one) => one !== value) })}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            </li>
          ))}
        </ul>
      ) : null}
    </search>
  );
}

/** An address may ask for a number that the list does not offer. */
function topsWith(top: number): { value: string; label: string }[] {
  return [...new Set([...TOPS, top])]
    .sort((a, b) => a - b)
    .map((count) => ({ value: String(count), label: String(count) }));
}

/** Whose days: everybody's, or those of the place where the reader is, which only the browser knows. */
function ZoneBox({ zone, onChange }: { zone: string; onChange: (zone: string) => void }) {
  const inBrowser = useInBrowser();
  const own = inBrowser ? Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC";
  const zones = [...new Set(["UTC", own, zone])];
  return (
    <SelectBox
      label="Days of"
      value={zone}
      options={zones.map((value) => ({ value, label: value }))}
      onChange={onChange}
    />
  );
}
