"use client";

import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { IconSearch, IconX } from "@/components/icons";
import type { ListAssetsOutput } from "@/lib/registry/list-assets.schema";
import type { Vocabulary } from "@/lib/registry/taxonomy/vocabulary.schema";
import { kindName, protocolName } from "../calls/protocol-names";
import { FacetMenu } from "../data/facet-menu";
import { fetchJson } from "../data/fetch-json";
import filterClasses from "../query/filters.module.css";
import { useShortcuts } from "../shell/shortcuts";
import { AssetHealthBadge } from "./asset-health";
import { AssetStatus } from "./asset-status";
import classes from "./catalog.module.css";
import { type CatalogFilters, isCatalogFiltered, NO_FILTERS } from "./catalog-search";

/** Narrows the catalog. What is set stands in the address, and the server lists by it. */
export function CatalogFilterBar(props: {
  filters: CatalogFilters;
  facets: ListAssetsOutput["facets"] | undefined;
  onChange: (change: Partial<CatalogFilters>) => void;
}) {
  const { filters, facets, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const skills = useQuery({
    queryKey: ["taxonomy"],
    queryFn: ({ signal }) => fetchJson<Vocabulary>("/api/console/v1/taxonomy", signal),
    select: (terms) => new Map(terms.skills.map(({ id, title }) => [id, title])),
    // A vocabulary changes with an import, which is rare.
    staleTime: 600_000,
  });
  useShortcuts([["/", () => input.current?.focus()]]);
  return (
    <search className={filterClasses.bar} aria-label="Filter the catalog">
      <div className={filterClasses.search}>
        <TextInput
          ref={input}
          className={filterClasses.text}
          type="search"
          aria-label="Search the catalog"
          placeholder="Name, purpose, skill, tool, tag or owner"
          leftSection={<IconSearch size={14} aria-hidden />}
          value={filters.q}
          maxLength={200}
          onChange={(event) => onChange({ q: event.currentTarget.value })}
        />
        <Button
          variant="default"
          className={classes.toggle ?? ""}
          aria-pressed={filters.mode === "meaning"}
          onClick={() => onChange({ mode: filters.mode === "meaning" ? "words" : "meaning" })}
        >
          By meaning
        </Button>
      </div>
      <FacetMenu
        label="Kind"
        chosen={filters.kind}
        options={options(facets?.kind, filters.kind, kindName)}
        onChange={(kind) => onChange({ kind })}
      />
      <FacetMenu
        label="Owner"
        chosen={filters.domain}
        options={options(facets?.domain, filters.domain)}
        onChange={(domain) => onChange({ domain })}
      />
      <FacetMenu
        label="Lifecycle"
        chosen={filters.lifecycle}
        options={options(facets?.lifecycle, filters.lifecycle).map((option) => ({
          ...option,
          draw: <AssetStatus lifecycle={option.value} suspended={false} />,
        }))}
        onChange={(lifecycle) => onChange({ lifecycle })}
      />
      <FacetMenu
        label="Health"
        chosen={filters.health}
        options={options(facets?.health, filters.health).map((option) => ({
          ...option,
          draw: <AssetHealthBadge health={{ state: option.value, since: null }} />,
        }))}
        onChange={(health) => onChange({ health })}
      />
      <FacetMenu
        label="Protocol"
        chosen={filters.protocol}
        options={options(facets?.protocol, filters.protocol, protocolName)}
        onChange={(protocol) => onChange({ protocol })}
      />
      <FacetMenu
        label="Skill"
        chosen={filters.skill}
        options={options(facets?.skill, filters.skill, (id) => skills.data?.get(id) ?? id)}
        onChange={(skill) => onChange({ skill })}
      />
      {isCatalogFiltered(filters) ? (
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => onChange(NO_FILTERS)}
        >
          Clear
        </Button>
      ) : null}
    </search>
  );
}

/** The values that there are, and the chosen ones also where nothing matches them any more. */
function options<T extends string>(
  facet: readonly { value: string; count: number }[] | undefined,
  chosen: readonly T[],
  name: (value: string) => string = (value) => value,
) {
  const known = facet ?? [];
  const gone = chosen.filter((value) => !known.some((one) => one.value === value));
  return [...known, ...gone.map((value) => ({ value, count: 0 }))].map(({ value, count }) => ({
    value: value as T,
    label: name(value),
    count,
  }));
}
