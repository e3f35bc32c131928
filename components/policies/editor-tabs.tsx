"use client";

import { type ReactNode, useId } from "react";
import { formatCounted } from "../format/format-count";
import tryClasses from "../try/try.module.css";
import { EDITOR_TABS, type EditorTab } from "./policy-search";

const NAMES: Record<EditorTab, string> = {
  words: "In words",
  tests: "Tests",
  replay: "Impact",
  diff: "Changes",
};

/** What stands beside the text, one part at a time. Arrow keys move between the tabs. */
export function EditorTabs(props: {
  tab: EditorTab;
  /** Tests that fail. */
  failing: number;
  changed: boolean;
  onTab: (tab: EditorTab) => void;
  children: ReactNode;
}) {
  const { tab, failing, changed, onTab } = props;
  const id = useId();
  const move = (step: number) => {
    const next = EDITOR_TABS[(EDITOR_TABS.indexOf(tab) + step + EDITOR_TABS.length) % EDITOR_TABS.length];
    if (!next) return;
    onTab(next);
    document.getElementById(`${id}-${next}`)?.focus();
  };
  return (
    <>
      <div className={tryClasses.tabs} role="tablist" aria-label="About this policy">
        {EDITOR_TABS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`${id}-${each}`}
            aria-selected={each === tab}
            aria-controls={`${id}-panel`}
            tabIndex={each === tab ? 0 : -1}
            className={tryClasses.tab}
            onClick={() => onTab(each)}
            onKeyDown={({ key }) => {
              if (key === "ArrowRight") move(1);
              if (key === "ArrowLeft") move(-1);
            }}
          >
            {NAMES[each]}
            {each === "tests" && failing > 0 ? ` · ${formatCounted(failing, "failure")}` : ""}
            {each === "diff" && changed ? " · edited" : ""}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${tab}`}>
        {props.children}
      </div>
    </>
  );
}
