"use client";

import { IconAffiliate, IconTable } from "@/components/icons";
import { Unseen } from "../data/unseen";
import classes from "./graph.module.css";

const VIEWS = [
  { value: "graph", label: "Graph", icon: IconAffiliate },
  { value: "table", label: "Table", icon: IconTable },
] as const;

/** The same connections as a picture or as figures. */
export function ViewTabs(props: {
  view: "graph" | "table" | undefined;
  onChange: (view: "graph" | "table") => void;
}) {
  return (
    <fieldset className={classes.segments}>
      <Unseen as="legend">View</Unseen>
      {VIEWS.map(({ value, label, icon: Icon }) => (
        <label key={value}>
          <input
            type="radio"
            name="graph-view"
            value={value}
            checked={props.view === value}
            onChange={() => props.onChange(value)}
          />
          <span>
            <Icon size={14} aria-hidden /> {label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
