"use client";

import { useState } from "react";
import { formatCount } from "../format/format-count";
import classes from "./viewers.module.css";
import { VisibleText } from "./visible-text";

const FIRST_CHARS = 20_000;

/** A stranger's text, exactly: nothing in it becomes markup, a link or a request. A long one is cut until its reader wants all of it. */
export function TextView({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  const cut = !whole && text.length > FIRST_CHARS;
  return (
    <>
      {/* Focusable, so that the keyboard can scroll it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, a scrollable region must be reachable. */}
      <pre className={classes.text} tabIndex={0}>
        {/* A parser of HTML drops a line break that follows the opening tag at once. */}
        <code>
          <VisibleText text={cut ? text.slice(0, FIRST_CHARS) : text} />
        </code>
      </pre>
      {cut ? (
        <button type="button" className={classes.moreBar} onClick={() => setWhole(true)}>
          Show all {formatCount(text.length)} characters
        </button>
      ) : null}
    </>
  );
}
