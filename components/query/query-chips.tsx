"use client";

import { ActionIcon } from "@mantine/core";
import { type KeyboardEvent, useRef } from "react";
import { IconX } from "@/components/icons";
import { printCondition } from "@/lib/core/query/print-query";
import type { Condition, QueryField } from "@/lib/core/query/query-field";
import { conditionInWords } from "./completions";
import classes from "./query.module.css";

/** What a list is narrowed to, one chip for each condition. A click or Enter takes it back into the text; Delete, Backspace or the cross removes it. */
export function QueryChips<Name extends string>(props: {
  conditions: readonly Condition<Name>[];
  fields: readonly QueryField<Name>[];
  onEdit: (condition: Condition<Name>) => void;
  onRemove: (condition: Condition<Name>) => void;
  /** Where the focus goes when no chip is left. */
  focusAfter: () => void;
}) {
  const { conditions, fields } = props;
  const list = useRef<HTMLUListElement>(null);
  if (conditions.length === 0) return null;
  const remove = (condition: Condition<Name>, nth: number) => {
    props.onRemove(condition);
    const chips = [...(list.current?.querySelectorAll<HTMLElement>("[data-edit]") ?? [])];
    const next = chips[nth + 1] ?? chips[nth - 1];
    if (next) next.focus();
    else props.focusAfter();
  };
  return (
    <ul ref={list} className={classes.chips} aria-label="Narrowed to">
      {conditions.map((condition, nth) => {
        const field = fields.find(({ name }) => name === condition.field);
        if (!field) return null;
        const words = conditionInWords(condition, field);
        const onKeyDown = (event: KeyboardEvent) => {
          if (event.key !== "Delete" && event.key !== "Backspace") return;
          event.preventDefault();
          remove(condition, nth);
        };
        return (
          <li key={printCondition(condition)} className={classes.chip}>
            <button
              type="button"
              data-edit
              className={classes.chipText}
              title={printCondition(condition)}
              onKeyDown={onKeyDown}
              onClick={() => props.onEdit(condition)}
            >
              {words}
            </button>
            <ActionIcon
              size="sm"
              aria-label={`Remove ${words}`}
              onKeyDown={onKeyDown}
              onClick={() => remove(condition, nth)}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </li>
        );
      })}
    </ul>
  );
}
