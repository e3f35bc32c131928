"use client";

import { useQueryStates } from "nuqs";
import classes from "../catalog.module.css";
import { assetSearch } from "./asset-search";

/** Chooses the two versions that are compared; they stand in the address. */
export function VersionPicker(props: { versions: readonly number[]; from: number; to: number }) {
  const [, set] = useQueryStates({ from: assetSearch.from, to: assetSearch.to }, { shallow: false });
  const select = (name: "from" | "to", label: string, value: number) => (
    <label className={classes.pick}>
      {label}
      <select value={value} onChange={(event) => void set({ [name]: Number(event.currentTarget.value) })}>
        {props.versions.map((version) => (
          <option key={version} value={version}>
            v{version}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className={classes.picks}>
      {select("from", "From", props.from)}
      {select("to", "to", props.to)}
    </div>
  );
}
