"use client";

import { Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { useQueryStates } from "nuqs";
import { useEffect, useEffectEvent, useState } from "react";
import type { ChangeAnswer } from "@/lib/changes/change-answer.schema";
import type { Attempt } from "@/lib/core/attempt.schema";
import type { Replay } from "@/lib/policy/replay/replay.schema";
import { useLeave } from "../permissions/permissions";
import type { Place } from "./cedar-editor";
import { DiffPanel } from "./diff-panel";
import { EditorTabs } from "./editor-tabs";
import { FindingsList } from "./findings-list";
import { HeadFields } from "./head-fields";
import classes from "./policies.module.css";
import { type LivePolicy, notReady, replayable } from "./policy-draft";
import { editorSearch } from "./policy-search";
import { ProposeButton } from "./propose-button";
import { ReplayPanel } from "./replay-panel";
import { TestsPanel } from "./tests-panel";
import { usePolicyCheck } from "./use-policy-check";
import { usePolicyDraft } from "./use-policy-draft";
import { WordsPanel } from "./words-panel";

/** It writes styles of its own, so it exists in the browser alone. */
const CedarEditor = dynamic(() => import("./cedar-editor").then((module) => module.CedarEditor), {
  ssr: false,
  loading: () => <div className={classes.editorWaiting} role="status" aria-label="Loading the editor" />,
});

export interface WorkbenchProps {
  live: LivePolicy;
  /** The replay that the address names, if it is still there. */
  replay: Replay | null;
  domains: readonly string[];
  propose: (input: unknown) => Promise<Attempt<ChangeAnswer>>;
}

/** Where a policy is written: the text on one side; what it says, its tests, what it would have done and how it differs on the other. */
export function PolicyWorkbench({ live, replay, domains, propose }: WorkbenchProps) {
  const [search, setSearch] = useQueryStates(editorSearch, { history: "replace" });
  const { draft, change, startOver, changed, forget } = usePolicyDraft(live, sharedDraft(replay, live.name));
  const { check, current } = usePolicyCheck(draft);
  const [place, setPlace] = useState<Place>();
  const mayWrite = useLeave("mesh:propose").allowed;
  const found = check.data;
  const show = (from: number, to = from) => setPlace((before) => ({ from, to, nth: (before?.nth ?? 0) + 1 }));
  const policies = found?.policies;
  const showNamed = useEffectEvent(() => {
    const id = decodeURIComponent(window.location.hash.slice(1));
    const named = id === "" ? undefined : policies?.find((policy) => policy.id === id);
    if (named) show(named.from, named.from + lineLength(draft.text, named.from));
  });
  const known = policies !== undefined;
  // The address of a decision leads to the policy that made it.
  useEffect(() => {
    if (known) showNamed();
    window.addEventListener("hashchange", showNamed);
    return () => window.removeEventListener("hashchange", showNamed);
  }, [known]);
  const reason = notReady(live, draft, current ? found?.ok : undefined);
  const failing =
    found?.tests?.results.filter(({ passed, failedBefore }) => !passed && !failedBefore).length ?? 0;
  return (
    <div className={classes.workbench}>
      <div className={classes.writing}>
        <HeadFields live={live} draft={draft} domains={domains} onChange={change} />
        <div className={classes.editor}>
          <CedarEditor
            text={draft.text}
            readOnly={!mayWrite}
            findings={found?.findings ?? NONE}
            place={place}
            onText={(text) => change({ text })}
          />
        </div>
        <FindingsList check={check} current={current} failing={failing} text={draft.text} onShow={show} />
        <div className={classes.buttons}>
          <ProposeButton live={live} draft={draft} reason={reason} propose={propose} onProposed={forget} />
          {changed ? (
            <Button variant="default" onClick={startOver}>
              {live.version === 0 ? "Start over" : "Discard changes"}
            </Button>
          ) : null}
        </div>
      </div>
      <div className={classes.side}>
        <EditorTabs
          tab={search.tab}
          failing={failing}
          changed={changed && live.version > 0}
          onTab={(tab) => void setSearch({ tab })}
        >
          {search.tab === "words" ? <WordsPanel check={check} onShow={show} /> : null}
          {search.tab === "tests" ? (
            <TestsPanel
              name={draft.name}
              tests={draft.tests}
              report={found?.tests ?? null}
              readOnly={!mayWrite}
              onTests={(tests) => change({ tests })}
            />
          ) : null}
          {search.tab === "replay" ? <ReplayPanel draft={replayable(draft)} initial={replay} /> : null}
          {search.tab === "diff" ? <DiffPanel live={live} draft={draft} /> : null}
        </EditorTabs>
      </div>
    </div>
  );
}

const NONE: readonly never[] = [];

function sharedDraft(replay: Replay | null, name: string) {
  const item = replay?.draft.find((one) => one.op === "put" && (one.name === name || name === ""));
  if (item?.op !== "put") return undefined;
  const { domain, text, guardrail } = item;
  return { domain, text, guardrail, ...(name === "" ? { name: item.name } : {}) };
}

function lineLength(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return (end === -1 ? text.length : end) - from;
}
