"use client";

import { useQueryStates } from "nuqs";
import { SelectBox } from "../../data/select-box";
import classes from "../catalog.module.css";
import { assetSearch } from "./asset-search";

/** Chooses the two versions that are compared; they stand in the address. */
export function VersionPicker(props: { versions: readonly number[]; from: number; to: number }) {
  const [, set] = useQueryStates({ from: assetSearch.from, to: assetSearch.to }, { shallow: false });
  const options = props.versions.map((version) => ({ value: String(version), label: `v${version}` }));
  return (
    <div className={classes.picks}>
      <SelectBox
        label="From"
        value={String(props.from)}
        options={options}
        onChange={(from) => void set({ from: Number(from) })}
      />
      <SelectBox
        label="to"
        value={String(props.to)}
        options={options}
        onChange={(to) => void set({ to: Number(to) })}
      />
    </div>
  );
}
