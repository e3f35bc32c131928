"use client";

import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { IconChevronDown } from "@/components/icons";
import { COST_DIMENSIONS, type CostDimension, dimensionValue } from "@/lib/cost/cost-names.schema";
import type { Costs } from "@/lib/cost/get-costs.schema";
import { Disclosure } from "../data/disclosure";
import { fetchJson } from "../data/fetch-json";
import { SelectBox } from "../data/select-box";
import classes from "./cost.module.css";
import { type CostSearch, costQuery, costsKey } from "./cost-search";
import { DIMENSION_NAMES, valueName } from "./dimension-names";

const MOST = 50;

/** Narrows to a value that money was spent on in the time that is looked at. */
export function FilterMenu(props: { search: CostSearch; onAdd: (value: string) => void }) {
  return (
    <Disclosure
      label="Narrow to"
      trigger={(trigger) => (
        <Button {...trigger} variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          Filter
        </Button>
      )}
    >
      {(close) => (
        <Values
          search={props.search}
          onAdd={(value) => {
            props.onAdd(value);
            close();
          }}
        />
      )}
    </Disclosure>
  );
}

function Values({ search, onAdd }: { search: CostSearch; onAdd: (value: string) => void }) {
  const [by, setBy] = useState<CostDimension>("domain");
  const query = costQuery({ ...search, by, top: MOST }).toString();
  const found = useQuery({
    queryKey: costsKey(query),
    queryFn: ({ signal }) => fetchJson<Costs>(`/api/console/costs?${query}`, signal),
  });
  const values = [
    ...new Set(
      [
        ...(found.data?.currencies.flatMap(({ groups }) => groups) ?? []),
        ...(found.data?.unpriced.groups ?? []),
      ]
        .filter(({ others }) => others === 0)
        .map(({ value }) => value),
    ),
  ].filter((value) => !search.only.includes(dimensionValue(by, value)));
  return (
    <div className={classes.values}>
      <SelectBox
        label="Narrow by"
        value={by}
        options={COST_DIMENSIONS.map((value) => ({ value, label: DIMENSION_NAMES[value].label }))}
        onChange={setBy}
      />
      <ul aria-label={`${DIMENSION_NAMES[by].many} with cost`} aria-busy={found.isPending}>
        {values.map((value) => (
          <li key={dimensionValue(by, value)}>
            <button type="button" className={classes.value} onClick={() => onAdd(dimensionValue(by, value))}>
              {valueName(by, value)}
            </button>
          </li>
        ))}
      </ul>
      {found.isError ? <p className={classes.dim}>{found.error.message}</p> : null}
      {found.data && values.length === 0 ? <p className={classes.dim}>Nothing more in this time.</p> : null}
      {found.data?.currencies.some(({ groupCount }) => groupCount > MOST) ? (
        <p className={classes.dim}>The {MOST} on which most was spent.</p>
      ) : null}
    </div>
  );
}
