"use client";

import { CATALOG_SCOPES } from "@/lib/registry/catalog-names.schema";
import { Unseen } from "../data/unseen";
import classes from "./catalog.module.css";
import type { CatalogFilters } from "./catalog-search";

const LABELS = { all: "All", starred: "Starred", owned: "Owned" } as const;

/** Whose assets are listed. */
export function ScopeSwitch(props: {
  scope: CatalogFilters["scope"];
  onChange: (scope: CatalogFilters["scope"]) => void;
}) {
  return (
    <fieldset className={classes.scope}>
      <Unseen as="legend">Whose assets</Unseen>
      {CATALOG_SCOPES.map((scope) => (
        <button
          key={scope}
          type="button"
          aria-pressed={scope === props.scope}
          onClick={() => props.onChange(scope)}
        >
          {LABELS[scope]}
        </button>
      ))}
    </fieldset>
  );
}
