"use client";

import { Button, TextInput } from "@mantine/core";
import { useQueryStates } from "nuqs";
import { useRef } from "react";
import { IconSearch, IconX } from "@/components/icons";
import type { ListAssetsOutput } from "@/lib/registry/list-assets.schema";
import filterClasses from "../calls/filters.module.css";
import { kindName } from "../calls/protocol-names";
import { FacetMenu } from "../data/facet-menu";
import { useShortcuts } from "../shell/shortcuts";
import { catalogSearch, isCatalogFiltered } from "./catalog-search";

const TYPING_MS = 250;

/** Narrows the catalog. What is set stands in the address, and the server lists by it. */
export function CatalogFilters({ facets }: { facets: ListAssetsOutput["facets"] }) {
  const [search, setSearch] = useQueryStates(catalogSearch, { shallow: false, throttleMs: TYPING_MS });
  const input = useRef<HTMLInputElement>(null);
  useShortcuts([["/", () => input.current?.focus()]]);
  const set = (change: Partial<typeof search>) => void setSearch({ after: "", ...change });
  return (
    <search className={filterClasses.bar} aria-label="Filter the catalog">
      <TextInput
        ref={input}
        className={filterClasses.text}
        type="search"
        aria-label="Search the catalog"
        placeholder="Name, purpose or tag"
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search.q}
        maxLength={200}
        onChange={(event) => set({ q: event.currentTarget.value })}
      />
      <FacetMenu
        label="Kind"
        chosen={search.kind}
        options={options(facets.kind, kindName) as { value: (typeof search.kind)[number]; label: string }[]}
        onChange={(kind) => set({ kind })}
      />
      <FacetMenu
        label="Domain"
        chosen={search.domain}
        options={options(facets.domain)}
        onChange={(domain) => set({ domain })}
      />
      <FacetMenu
        label="Lifecycle"
        chosen={search.lifecycle}
        options={options(facets.lifecycle) as { value: (typeof search.lifecycle)[number]; label: string }[]}
        onChange={(lifecycle) => set({ lifecycle })}
      />
      {isCatalogFiltered(search) ? (
        <Button
          variant="subtle"
          size="xs"
          leftSection={<IconX size={14} aria-hidden />}
          onClick={() => void setSearch(null)}
        >
          Clear
        </Button>
      ) : null}
    </search>
  );
}

function options(facet: readonly { value: string; count: number }[], name = (value: string) => value) {
  return facet.map(({ value, count }) => ({ value, label: name(value), count }));
}
