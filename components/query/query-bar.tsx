"use client";

import { ActionIcon, Button } from "@mantine/core";
import dynamic from "next/dynamic";
import { type ReactNode, useId, useRef } from "react";
import { IconPencil, IconX } from "@/components/icons";
import { printCondition, printQuery } from "@/lib/core/query/print-query";
import type { Query, QueryField } from "@/lib/core/query/query-field";
import type { TimeRange } from "@/lib/core/query/time-range";
import { CopyButton } from "../data/copy-button";
import { FacetMenu, type FacetOption } from "../data/facet-menu";
import { useShortcuts } from "../shell/shortcuts";
import { completionsOf, isEmptyQuery, type QueryValue, type QueryValues } from "./completions";
import { chosenValues, isPlain, withoutCondition, withValues } from "./merge-query";
import classes from "./query.module.css";
import { QueryInput } from "./query-input";
import { QueryProblems } from "./query-problems";
import { TimeRangePicker } from "./time-range-picker";
import { useQueryDraft } from "./use-query-draft";
import { useRecentQueries } from "./use-recent-queries";

const QueryChips = dynamic(() => import("./query-chips").then((module) => module.QueryChips), {
  loading: () => null,
}) as typeof import("./query-chips").QueryChips;

/**
 * Narrows a list: by typing a query, by menus with counts, by a time range. All of them are views of one `query`, which the screen keeps in its address (`query-search.ts`).
 * The first two fields of kind `time` become the time range.
 */
export function QueryBar<Name extends string>(props: {
  /** What is listed, in the plural: names the region and the recent queries of this browser. */
  list: string;
  inputLabel?: string;
  placeholder: string;
  fields: readonly QueryField<Name>[];
  query: Query<Name>;
  onQuery: (query: Query<Name>) => void;
  /** Fields with a menu of their own. */
  menus: readonly Name[];
  /** Values that occur, for menus and completions. */
  values: QueryValues<Name>;
  drawValue?: (field: Name, value: string) => ReactNode;
}) {
  const { list, fields, query, onQuery, values } = props;
  const input = useRef<HTMLInputElement>(null);
  const problemsId = useId();
  const { recents, remember } = useRecentQueries(list);
  const draft = useQueryDraft({ query, fields, onQuery, remember });
  const focus = () => input.current?.focus();
  useShortcuts([["/", focus]]);
  const inMenu = (name: Name) =>
    props.menus.includes(name) || fields.some((field) => field.name === name && field.kind === "time");
  const chips = query.conditions.filter((one) => !(inMenu(one.field) && isPlain(one)));
  const without = (condition: (typeof chips)[number]) =>
    withoutCondition(query, query.conditions.indexOf(condition));
  const edit = (condition: (typeof chips)[number]) => {
    draft.editTerm(printCondition(condition), without(condition));
    focus();
  };
  return (
    <search className={classes.query} aria-label={`Filter ${list}`}>
      <div className={classes.bar}>
        <QueryInput
          inputRef={input}
          label={props.inputLabel ?? `Search ${list}`}
          placeholder={props.placeholder}
          text={draft.text}
          problems={draft.problems}
          problemsId={problemsId}
          completionsAt={(caret) => completionsOf({ text: draft.text, caret, fields, values, recents })}
          onType={draft.type}
          onTake={draft.take}
          onEnter={draft.commit}
          onLeave={draft.leave}
          onEscape={() => (draft.whole ? draft.drop() : input.current?.blur())}
          onBackOut={() => {
            const last = chips.at(-1);
            if (last) edit(last);
          }}
        />
        {props.menus.map((name) => (
          <FieldMenu key={name} name={name} {...props} />
        ))}
        <FieldRange {...props} />
        {isEmptyQuery(query) ? null : (
          <>
            <ActionIcon
              aria-label="Edit the query as text"
              title="Edit the query as text"
              onClick={() => {
                draft.editWhole();
                focus();
              }}
            >
              <IconPencil size={14} aria-hidden />
            </ActionIcon>
            <CopyButton text={printQuery(query, fields)} what="the query" />
            <Button
              variant="subtle"
              size="xs"
              leftSection={<IconX size={14} aria-hidden />}
              onClick={() => {
                draft.drop();
                onQuery({ conditions: [], text: "" });
              }}
            >
              Clear
            </Button>
          </>
        )}
      </div>
      <QueryProblems id={problemsId} text={draft.text} problems={draft.problems} />
      {draft.whole || chips.length === 0 ? null : (
        <QueryChips
          conditions={chips}
          fields={fields}
          onEdit={edit}
          onRemove={(condition) => onQuery(without(condition))}
          focusAfter={focus}
        />
      )}
    </search>
  );
}

type BarProps<Name extends string> = Parameters<typeof QueryBar<Name>>[0];

function FieldMenu<Name extends string>({
  name,
  fields,
  query,
  onQuery,
  values,
  drawValue,
}: BarProps<Name> & { name: Name }) {
  const field = fields.find((one) => one.name === name);
  if (!field) return null;
  const chosen = chosenValues(query, name);
  const known = values[name] ?? [];
  const offered = field.choices ?? known;
  // What is asked for can be taken back, also where it does not occur.
  const absent = chosen
    .filter((value) => !offered.some((one) => one.value === value))
    .map((value) => ({ value }));
  const options = [...offered, ...absent].map((one): FacetOption<string> => {
    const count = known.find(({ value }) => value === one.value)?.count;
    const draw = drawValue?.(name, one.value);
    return {
      value: one.value,
      label: labelOf(one),
      ...(draw ? { draw } : {}),
      ...(count === undefined ? {} : { count }),
    };
  });
  return (
    <FacetMenu
      label={field.label}
      chosen={chosen}
      options={options}
      onChange={(next) => onQuery(withValues(query, name, next))}
    />
  );
}

function labelOf({ value, label }: QueryValue): string {
  return label ?? value;
}

function FieldRange<Name extends string>({ fields, query, onQuery }: BarProps<Name>) {
  const [since, until] = fields.filter(({ kind }) => kind === "time");
  if (!since || !until) return null;
  const value: TimeRange = {
    since: chosenValues(query, since.name)[0] ?? "",
    until: chosenValues(query, until.name)[0] ?? "",
  };
  return (
    <TimeRangePicker
      value={value}
      onChange={(next) =>
        onQuery(
          withValues(
            withValues(query, since.name, next.since ? [next.since] : []),
            until.name,
            next.until ? [next.until] : [],
          ),
        )
      }
    />
  );
}
