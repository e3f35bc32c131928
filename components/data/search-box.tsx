"use client";

import { TextInput } from "@mantine/core";
import { useRef } from "react";
import { IconSearch } from "@/components/icons";
import { useShortcuts } from "../shell/shortcuts";
import classes from "./search-box.module.css";

/** Narrows a list by text; `/` leads to it. */
export function SearchBox(props: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  useShortcuts([["/", () => box.current?.focus()]]);
  return (
    <TextInput
      ref={box}
      className={classes.search}
      type="search"
      aria-label={props.label}
      placeholder={props.placeholder}
      leftSection={<IconSearch size={14} aria-hidden />}
      value={props.value}
      maxLength={200}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
