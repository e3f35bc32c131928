"use client";

import { useMantineColorScheme } from "@mantine/core";
import { useInBrowser } from "../data/clock";
import { Panel } from "../data/panel";
import { Unseen } from "../data/unseen";
import { setDefaultDensity, useDefaultDensity } from "../table/default-density";
import classes from "./settings.module.css";

const THEMES = [
  { value: "auto", label: "As the system", note: "Light by day, if your system says so" },
  { value: "light", label: "Light", note: "Dark text on white" },
  { value: "dark", label: "Dark", note: "Light text on near black" },
] as const;

const DENSITIES = [
  { value: "compact", label: "Compact", note: "More rows at a glance" },
  { value: "comfortable", label: "Comfortable", note: "More space between rows" },
] as const;

/** How the console looks in this browser. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const density = useDefaultDensity();
  // The server does not know what this browser keeps.
  const known = useInBrowser();
  return (
    <>
      <Panel title="Theme">
        <Choices
          name="theme-setting"
          label="Theme"
          options={THEMES}
          chosen={known ? colorScheme : undefined}
          onChoose={setColorScheme}
        />
      </Panel>
      <Panel title="Density of tables">
        <p className={classes.text}>For tables whose own view does not say otherwise.</p>
        <Choices
          name="density-setting"
          label="Density of tables"
          options={DENSITIES}
          chosen={known ? density : undefined}
          onChoose={setDefaultDensity}
        />
      </Panel>
    </>
  );
}

function Choices<T extends string>(props: {
  name: string;
  label: string;
  options: readonly { value: T; label: string; note: string }[];
  chosen: T | undefined;
  onChoose: (value: T) => void;
}) {
  return (
    <fieldset className={classes.choices}>
      <Unseen as="legend">{props.label}</Unseen>
      {props.options.map(({ value, label, note }) => (
        <label key={value} className={classes.choice}>
          <input
            type="radio"
            name={props.name}
            checked={props.chosen === value}
            onChange={() => props.onChoose(value)}
          />
          {label}
          <small>{note}</small>
        </label>
      ))}
    </fieldset>
  );
}
