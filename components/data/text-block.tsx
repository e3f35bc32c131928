"use client";

import { useState } from "react";
import { CopyButton } from "./copy-button";
import classes from "./data.module.css";

/**
 * A stranger's text, as text: nothing in it becomes markup, a link or a request. JSON is indented for reading; the other view shows the characters exactly as they were
 * received.
 */
export function TextBlock({ text, label, language }: { text: string; label: string; language?: string }) {
  const pretty = indentJson(text);
  const [raw, setRaw] = useState(false);
  const shown = raw || pretty === undefined ? text : pretty;
  return (
    <figure className={classes.block} aria-label={label}>
      <figcaption className={classes.blockBar}>
        <span>{language ?? (pretty === undefined ? "text" : "JSON")}</span>
        <span className={classes.blockTools}>
          {pretty === undefined ? null : (
            <button type="button" className={classes.toggle} aria-pressed={raw} onClick={() => setRaw(!raw)}>
              Raw
            </button>
          )}
          <CopyButton text={text} what={label.toLowerCase()} />
        </span>
      </figcaption>
      {/* Focusable, so that the keyboard can scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, a scrollable region must be reachable. */}
      <pre className={classes.blockText} tabIndex={0}>
        {visible(shown)}
      </pre>
    </figure>
  );
}

/** Bidirectional controls could make a text read differently from what it is; they are shown as their code points. */
function visible(text: string): string {
  return text.replace(
    /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function indentJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined;
  }
}
