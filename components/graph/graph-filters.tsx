"use client";

import { Button, TextInput } from "@mantine/core";
import { useRef } from "react";
import { IconEye, IconEyeOff, IconSearch, IconX } from "@/components/icons";
import { kindName } from "../calls/protocol-names";
import { FacetMenu } from "../data/facet-menu";
import filterClasses from "../query/filters.module.css";
import { useShortcuts } from "../shell/shortcuts";
import classes from "./graph.module.css";
import type { GraphModel } from "./graph-model";
import { type GraphSearch, isGraphFiltered } from "./graph-search";

type Filters = Pick<GraphSearch, "q" | "hide" | "hideDomain" | "idle">;
export const NO_GRAPH_FILTERS: Filters = { q: "", hide: [], hideDomain: [], idle: true };

/** Finds parts of the mesh and hides others. */
export function GraphFilters(props: {
  filters: Filters;
  nodes: GraphModel["nodes"];
  /** How many parts match the text. */
  found: number;
  onChange: (change: Partial<Filters>) => void;
  /** Goes to the next match. */
  onNext: () => void;
}) {
  const { filters, nodes, found, onChange, onNext } = props;
  const input = useRef<HTMLInputElement>(null);
  useShortcuts([["/", () => input.current?.focus()]]);
  const all = [...nodes.values()];
  return (
    <search className={filterClasses.bar} aria-label="Find and hide">
      <TextInput
        ref={input}
        className={filterClasses.text}
        type="search"
        aria-label="Find in the graph"
        placeholder="Find by name or domain"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filters.q}
        maxLength={200}
        onChange={(event) => onChange({ q: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "Enter") onNext();
        }}
      />
      {filters.q.trim() ? (
        <output className={classes.matches} aria-live="polite">
          {found === 0 ? "No match" : found === 1 ? "1 match" : `${found} matches`}
        </output>
      ) : null}
      <FacetMenu
        label="Hide kind"
        chosen={filters.hide}
        options={optionsOf(
          all.map(({ kind }) => kind),
          filters.hide,
          kindName,
        )}
        onChange={(hide) => onChange({ hide })}
      />
      <FacetMenu
        label="Hide domain"
        chosen={filters.hideDomain}
        options={optionsOf(
          all.flatMap(({ domain }) => domain ?? []),
          filters.hideDomain,
        )}
        onChange={(hideDomain) => onChange({ hideDomain })}
      />
      <Button
        variant="default"
        aria-pressed={!filters.idle}
        data-chosen={!filters.idle || undefined}
        leftSection={filters.idle ? <IconEye size={14} aria-hidden /> : <IconEyeOff size={14} aria-hidden />}
        onClick={() => onChange({ idle: !filters.idle })}
      >
        Hide idle
      </Button>
      {isGraphFiltered(filters) ? (
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => onChange(NO_GRAPH_FILTERS)}
        >
          Clear
        </Button>
      ) : null}
    </search>
  );
}

/** Each value with how often it is there; also what is chosen and is not there any more. */
function optionsOf(values: readonly string[], chosen: readonly string[], name = (value: string) => value) {
  return [...new Set([...values, ...chosen])]
    .sort()
    .map((value) => ({ value, label: name(value), count: values.filter((one) => one === value).length }));
}
