"use client";

import { extended, type Selection, toggled, toggledAll } from "./selection";
import classes from "./table.module.css";

interface SelectProps {
  selection: Selection;
  order: readonly string[];
  onSelect: (selection: Selection) => void;
}

export function SelectAll({ selection, order, onSelect }: SelectProps) {
  const all = order.length > 0 && order.every((id) => selection.ids.has(id));
  const some = !all && selection.ids.size > 0;
  return (
    <th scope="col" className={classes.select} data-needs="some-room">
      <label>
        <input
          type="checkbox"
          aria-label="Select all rows shown"
          checked={all}
          ref={(box) => {
            if (box) box.indeterminate = some;
          }}
          onChange={() => onSelect(toggledAll(selection, order))}
        />
      </label>
    </th>
  );
}

/** The box of a row; with Shift it selects up to here. */
export function SelectRow({
  id,
  nth,
  selection,
  order,
  onSelect,
}: SelectProps & { id: string; nth: number }) {
  return (
    <td className={classes.select} data-needs="some-room">
      <label>
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select row ${nth + 1}`}
          checked={selection.ids.has(id)}
          onChange={(event) => {
            const { shiftKey } = event.nativeEvent as MouseEvent;
            onSelect(shiftKey ? extended(selection, id, order) : toggled(selection, id));
          }}
        />
      </label>
    </td>
  );
}
