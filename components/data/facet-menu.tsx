"use client";

import { Button, Checkbox, Popover } from "@mantine/core";
import type { ReactNode } from "react";
import { IconChevronDown } from "@/components/icons";
import classes from "./facet-menu.module.css";

export interface FacetOption<T extends string> {
  value: T;
  label: string;
  /** Drawn in place of the label. */
  draw?: ReactNode;
  count?: number;
}

/** Chooses several values of one facet. */
export function FacetMenu<T extends string>(props: {
  label: string;
  options: readonly FacetOption<T>[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}) {
  const { label, options, chosen, onChange } = props;
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const toggle = (value: T) =>
    onChange(chosen.includes(value) ? chosen.filter((item) => item !== value) : [...chosen, value]);
  return (
    <Popover position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          data-chosen={names.length > 0 || undefined}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {names.length === 0 ? label : `${label}: ${names.length > 2 ? names.length : names.join(", ")}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={label}>
        {options.map((option) => (
          <Checkbox
            key={option.value}
            className={classes.option}
            checked={chosen.includes(option.value)}
            onChange={() => toggle(option.value)}
            label={
              <span className={classes.label}>
                {option.draw ?? option.label}
                {option.count === undefined ? null : <span className={classes.count}>{option.count}</span>}
              </span>
            }
          />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
