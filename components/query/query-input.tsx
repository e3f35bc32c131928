"use client";

import dynamic from "next/dynamic";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { IconSearch } from "@/components/icons";
import type { QueryProblem } from "@/lib/core/query/query-field";
import type { Completion } from "./completions";
import classes from "./query.module.css";

const CompletionList = dynamic(() => import("./completion-list").then((module) => module.CompletionList), {
  ssr: false,
  loading: () => null,
});

/** Where a query is typed, in an input of its own, for the library's brings a tenth of what the page may load first: a combobox whose list completes fields and values (WAI-ARIA, list autocomplete with manual selection). */
export function QueryInput(props: {
  inputRef: RefObject<HTMLInputElement | null>;
  label: string;
  placeholder: string;
  text: string;
  problems: readonly QueryProblem[];
  problemsId: string;
  completionsAt: (caret: number) => readonly Completion[];
  onType: (text: string) => void;
  onTake: (text: string, whole: boolean) => void;
  onEnter: () => void;
  onLeave: () => void;
  onEscape: () => void;
  /** Backspace in an empty input. */
  onBackOut: () => void;
}) {
  const { inputRef: input, text, problems } = props;
  const id = useId();
  const [asked, setAsked] = useState(false);
  const [active, setActive] = useState(-1);
  const [caret, setCaret] = useState(0);
  const options = asked ? props.completionsAt(caret) : [];
  const open = options.length > 0;
  const ask = (wanted: boolean) => {
    setCaret(input.current?.selectionStart ?? text.length);
    setAsked(wanted);
    setActive(-1);
  };
  const take = ({ from, to, insert, whole }: Completion) => {
    const next = `${text.slice(0, from)}${insert}${text.slice(to)}`;
    props.onTake(next, whole);
    setCaret(from + insert.length);
    setAsked(!whole);
    setActive(-1);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const option = options[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (!open) ask(true);
      else setActive((active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (option) take(option);
      else {
        props.onEnter();
        setAsked(false);
      }
    } else if (event.key === "Escape") {
      if (open) {
        event.preventDefault();
        setAsked(false);
      } else props.onEscape();
    } else if (event.key === "Backspace" && text === "") {
      // What is taken back keeps its last letter.
      event.preventDefault();
      props.onBackOut();
    }
  };
  return (
    <div className={classes.inputBox}>
      <IconSearch size={14} aria-hidden className={classes.lens} />
      <input
        ref={input}
        type="text"
        className={classes.input}
        role="combobox"
        aria-expanded={open}
        aria-autocomplete="list"
        aria-label={props.label}
        {...(open ? { "aria-controls": `${id}-list` } : {})}
        {...(active >= 0 ? { "aria-activedescendant": `${id}-${active}` } : {})}
        {...(problems.length > 0 ? { "aria-invalid": true, "aria-describedby": props.problemsId } : {})}
        autoComplete="off"
        spellCheck={false}
        placeholder={props.placeholder}
        maxLength={500}
        value={text}
        onChange={(event) => {
          props.onType(event.currentTarget.value);
          setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
          setAsked(event.currentTarget.value !== "");
          setActive(-1);
        }}
        onClick={() => ask(true)}
        onBlur={() => {
          setAsked(false);
          props.onLeave();
        }}
        onKeyDown={onKeyDown}
      />
      {open ? <CompletionList id={id} options={options} active={active} onTake={take} /> : null}
    </div>
  );
}
