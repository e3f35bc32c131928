"use client";

import { useState } from "react";
import { parseQuery } from "@/lib/core/query/parse-query";
import { printQuery } from "@/lib/core/query/print-query";
import type { Query, QueryField, QueryProblem } from "@/lib/core/query/query-field";
import { scanQuery } from "@/lib/core/query/scan-query";
import { mergeQuery } from "./merge-query";

interface Draft {
  text: string;
  /** The text is the whole query, not an addition to it. */
  whole: boolean;
  problems: readonly QueryProblem[];
}

/** What is being typed. Free words count at once; a term with a field counts when it is ended by a space, Enter or leaving, and then leaves the text. */
export function useQueryDraft<Name extends string>(options: {
  query: Query<Name>;
  fields: readonly QueryField<Name>[];
  onQuery: (query: Query<Name>) => void;
  remember: (text: string) => void;
}) {
  const { query, fields, onQuery, remember } = options;
  const [draft, setDraft] = useState<Draft | null>(null);

  /** @returns whether nothing is wrong with it */
  const commit = (text: string, whole: boolean): boolean => {
    const { query: typed, problems } = parseQuery(text, fields);
    if (problems.length > 0) {
      setDraft({ text, whole, problems });
      return false;
    }
    const next = whole ? typed : mergeQuery(query, typed, fields);
    onQuery(next);
    remember(printQuery(next, fields));
    setDraft({ text: typed.text, whole: false, problems: [] });
    return true;
  };
  const type = (text: string) => {
    const whole = draft?.whole ?? false;
    const hasFields = scanQuery(text).some(({ field }) => field !== undefined);
    const { query: typed, problems } = parseQuery(text, fields);
    if (!whole && problems.length === 0 && hasFields && / $/.test(text)) {
      commit(text, false);
      return;
    }
    setDraft({ text, whole, problems: [] });
    if (!whole && typed.text !== query.text) onQuery({ ...query, text: typed.text });
  };
  return {
    text: draft?.text ?? query.text,
    problems: draft?.problems ?? [],
    whole: draft?.whole ?? false,
    type,
    /** Replaces the text, as a completion does. */
    take: (text: string, whole: boolean) => (whole ? commit(text, draft?.whole ?? false) : type(text)),
    commit: () => commit(draft?.text ?? query.text, draft?.whole ?? false),
    /** What can be read counts; what cannot stays to be seen. */
    leave: () => {
      if (draft && commit(draft.text, draft.whole)) setDraft(null);
    },
    editWhole: () => {
      const text = printQuery(query, fields);
      setDraft({ text: text === "" ? "" : `${text} `, whole: true, problems: [] });
    },
    /** Takes one condition out of the query and into the text. */
    editTerm: (text: string, rest: Query<Name>) => {
      onQuery(rest);
      setDraft({ text: rest.text ? `${rest.text} ${text}` : text, whole: false, problems: [] });
    },
    drop: () => setDraft(null),
  };
}
