"use client";

import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { useMantineStyleNonce } from "@mantine/core";
import { useEffect, useEffectEvent, useRef } from "react";
import type { PolicyFinding } from "@/lib/policy/check-policy.schema";
import { cedarLanguage } from "./cedar-language";
import { cedarLook } from "./cedar-look";
import { completeCedar } from "./complete-cedar";

/** A place in the text to show; `nth` makes the same place a new wish. */
export interface Place {
  from: number;
  to: number;
  nth: number;
}

export interface CedarEditorProps {
  text: string;
  readOnly: boolean;
  findings: readonly PolicyFinding[];
  place: Place | undefined;
  onText: (text: string) => void;
}

/** Where Cedar is written: colours, completion from the schema and the registry, problems where they are. Tab leaves it; the keys of the platform's own editors work. */
export function CedarEditor({ text, readOnly, findings, place, onText }: CedarEditorProps) {
  const nonce = useMantineStyleNonce()?.() ?? "";
  const box = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  const tell = useEffectEvent(onText);
  const initial = useEffectEvent(() => text);
  useEffect(() => {
    if (!box.current) return;
    const view = new EditorView({
      parent: box.current,
      state: EditorState.create({ doc: initial(), extensions: extensions(nonce, readOnly, tell) }),
    });
    editor.current = view;
    return () => {
      editor.current = undefined;
      view.destroy();
    };
  }, [nonce, readOnly]);
  // The text can be set from outside: by starting over, or by a replay's draft.
  useEffect(() => {
    const view = editor.current;
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [text]);
  useEffect(() => {
    const view = editor.current;
    if (view)
      view.dispatch(
        setDiagnostics(
          view.state,
          findings.map((one) => diagnosticOf(view, one)),
        ),
      );
  }, [findings]);
  useEffect(() => {
    const view = editor.current;
    if (!view || !place) return;
    const end = view.state.doc.length;
    const anchor = Math.min(place.from, end);
    view.dispatch({
      selection: { anchor, head: Math.min(place.to, end) },
      effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    });
    view.focus();
  }, [place]);
  return <div ref={box} />;
}

function extensions(nonce: string, readOnly: boolean, onText: (text: string) => void) {
  return [
    EditorView.cspNonce.of(nonce),
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ "aria-label": "Policy in Cedar", spellcheck: "false" }),
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    drawSelection(),
    history(),
    bracketMatching(),
    closeBrackets(),
    indentUnit.of("  "),
    EditorState.tabSize.of(2),
    EditorView.lineWrapping,
    lintGutter(),
    cedarLanguage(),
    autocompletion({ override: [completeCedar], icons: false }),
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...historyKeymap,
      ...completionKeymap,
      ...lintKeymap,
    ]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) onText(update.state.doc.toString());
    }),
    cedarLook,
  ];
}

/** The check is of a text that may have been typed over since. */
function diagnosticOf(view: EditorView, { from, to, severity, message, path }: PolicyFinding) {
  const end = view.state.doc.length;
  const start = Math.min(from, end);
  return { from: start, to: Math.min(Math.max(to, start + 1), end), severity, message, source: path };
}
