"use client";

import { useClickOutside, useEventListener, useMergedRef } from "@mantine/hooks";
import { type ReactNode, type Ref, useId, useRef, useState } from "react";
import classes from "./disclosure.module.css";

/** What the button that opens the panel must carry. */
export interface DisclosureTrigger {
  ref: Ref<HTMLButtonElement>;
  onClick: () => void;
  "aria-expanded": boolean;
  "aria-controls": string;
}

const PANEL_PX = 224;

/**
 * A button that shows a panel of controls beside it. Escape, a click elsewhere or leaving by Tab closes it; Escape gives the focus back.
 * Positions by style sheet alone, which keeps a positioning library out of the first load of every page.
 */
export function Disclosure(props: {
  label: string;
  side?: "top" | "bottom";
  trigger: (trigger: DisclosureTrigger) => ReactNode;
  children: (close: () => void) => ReactNode;
}) {
  const { label, side = "bottom", trigger, children } = props;
  const id = useId();
  const [opened, setOpened] = useState(false);
  const [align, setAlign] = useState<"start" | "end">("start");
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpened(false);
  const outside = useClickOutside<HTMLDivElement>(close);
  // On the element itself, so that it comes before the page's own shortcut for Escape.
  const keys = useEventListener<"keydown", HTMLDivElement>("keydown", (event) => {
    if (event.key !== "Escape" || !opened) return;
    event.stopPropagation();
    close();
    button.current?.focus();
  });
  const leave = useEventListener<"focusout", HTMLDivElement>(
    "focusout",
    ({ relatedTarget, currentTarget }) => {
      const box = currentTarget as Element;
      if (relatedTarget instanceof Node && !box.contains(relatedTarget)) close();
    },
  );
  const toggle = () => {
    const left = button.current?.getBoundingClientRect().left ?? 0;
    setAlign(left + PANEL_PX > window.innerWidth ? "end" : "start");
    setOpened(!opened);
  };
  return (
    <div ref={useMergedRef(outside, keys, leave)} className={classes.box}>
      {trigger({ ref: button, onClick: toggle, "aria-expanded": opened, "aria-controls": id })}
      {opened ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be styled as a panel everywhere.
        <div
          id={id}
          role="group"
          aria-label={label}
          className={classes.panel}
          data-side={side}
          data-align={align}
        >
          {children(close)}
        </div>
      ) : null}
    </div>
  );
}
