"use client";

import { useMemo, useState } from "react";
import { CopyButton } from "../data/copy-button";
import { Unseen } from "../data/unseen";
import { JsonTree } from "./json-tree";
import { MessageView } from "./message-view";
import { parseJsonSource } from "./parse-json-source";
import { readMessage } from "./read-message";
import { TextView } from "./text-view";
import classes from "./viewers.module.css";

interface Props {
  text: string;
  label: string;
  /** Named where the text is neither a message nor JSON. */
  language?: string;
  /** Read it as a message of a protocol where it is one. */
  message?: boolean;
}

type Mode = "message" | "tree" | "raw";
const NAMES = { message: "Message", tree: "JSON", raw: "Raw" } as const satisfies Record<Mode, string>;

/** A stranger's document: as a message, as a tree where it is JSON, and always the characters exactly as they came. */
export function PayloadView({ text, label, language = "text", message = false }: Props) {
  const reading = useMemo(() => (message ? readMessage(text) : undefined), [text, message]);
  const root = useMemo(() => {
    const node = /^\s*[[{]/.test(text) ? parseJsonSource(text) : undefined;
    return node?.kind === "object" || node?.kind === "array" ? node : undefined;
  }, [text]);
  const modes = (["message", "tree", "raw"] as const).filter(
    (mode) => mode === "raw" || (mode === "message" ? reading : root) !== undefined,
  );
  const [wanted, setMode] = useState<Mode>();
  const mode = wanted && modes.includes(wanted) ? wanted : modes[0];
  return (
    <figure className={classes.frame} aria-label={label}>
      <figcaption className={classes.bar}>
        {modes.length === 1 ? (
          <span>{language}</span>
        ) : (
          <fieldset className={classes.modes}>
            <Unseen as="legend">Show {label.toLowerCase()} as</Unseen>
            {modes.map((each) => (
              <button
                key={each}
                type="button"
                className={classes.mode}
                aria-pressed={each === mode}
                onClick={() => setMode(each)}
              >
                {NAMES[each]}
              </button>
            ))}
          </fieldset>
        )}
        <span className={classes.barTools}>
          {mode === "message" && reading ? <span>{reading.title}</span> : null}
          <CopyButton text={text} what={label.toLowerCase()} />
        </span>
      </figcaption>
      {mode === "message" && reading ? (
        <MessageView reading={reading} />
      ) : mode === "tree" && root ? (
        <JsonTree root={root} label={label} />
      ) : (
        <TextView text={text} />
      )}
    </figure>
  );
}
