"use client";

import { useMemo } from "react";
import { JsonTree } from "./json-tree";
import { parseJsonSource } from "./parse-json-source";
import { TextView } from "./text-view";

/** JSON inside a message as a tree; what is none, such as the arguments of a call that was cut, as text. */
export function StructuredText({ text, label }: { text: string; label: string }) {
  const root = useMemo(() => parseJsonSource(text), [text]);
  return root && (root.kind === "object" || root.kind === "array") ? (
    <JsonTree root={root} label={label} />
  ) : (
    <TextView text={text} />
  );
}
