"use client";

import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { IconChevronDown } from "@/components/icons";
import { Disclosure } from "./disclosure";
import classes from "./disclosure.module.css";

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
    <Disclosure
      label={label}
      trigger={(trigger) => (
        <Button
          {...trigger}
          variant="default"
          data-chosen={names.length > 0 || undefined}
          rightSection={<IconChevronDown size={14} aria-hidden />}
        >
          {names.length === 0 ? label : `${label}: ${names.length > 2 ? names.length : names.join(", ")}`}
        </Button>
      )}
    >
      {() =>
        options.map((option) => (
          <label key={option.value} className={classes.choice}>
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={() => toggle(option.value)}
            />
            {option.draw ?? option.label}
            {option.count === undefined ? null : <span className={classes.count}>{option.count}</span>}
          </label>
        ))
      }
    </Disclosure>
  );
}
