"use client";

import type { PreviewRegistrationOutput } from "@/lib/registry/preview/preview-registration.schema";
import type { SuggestedTerm } from "@/lib/registry/taxonomy/suggested-terms.schema";
import type { Vocabulary } from "@/lib/registry/taxonomy/vocabulary.schema";
import { SelectBox } from "../data/select-box";
import { formatShare } from "../format/format-count";
import classes from "./register.module.css";
import type { ChangeDraft, RegisterDraft } from "./register-search";
import { toggleTerm } from "./term-choice";

/** What others will find it by: suggestions from its own words with the reason for each, and the whole vocabulary to choose from. */
export function TermFields(props: {
  draft: RegisterDraft;
  change: ChangeDraft;
  suggested: PreviewRegistrationOutput["terms"] | undefined;
  vocabulary: Vocabulary;
}) {
  const { draft, change, suggested, vocabulary } = props;
  const chosen = draft.skills ?? [];
  const offered = suggested?.skills ?? [];
  const others = chosen.filter((id) => !offered.some((term) => term.id === id));
  const title = (id: string) => vocabulary.skills.find((term) => term.id === id)?.title ?? id;
  const toggle = (id: string) => change({ skills: toggleTerm(chosen, id) });
  return (
    <fieldset className={classes.terms}>
      <legend>Skills</legend>
      <p className={classes.note}>
        What others will find it by, in words that are the same for every asset. At least one.
      </p>
      <ul>
        {[...offered, ...others.map((id) => ({ id, title: title(id), score: null, words: [] }))].map(
          (term) => (
            <li key={term.id}>
              <label className={classes.term}>
                <input type="checkbox" checked={chosen.includes(term.id)} onChange={() => toggle(term.id)} />
                <span>{term.title}</span>
                <Why term={term} />
              </label>
            </li>
          ),
        )}
      </ul>
      <div className={classes.row}>
        <SelectBox
          label="Another skill"
          value=""
          options={[
            { value: "", label: "Add from the vocabulary" },
            ...options(vocabulary.skills.filter(({ id }) => !chosen.includes(id))),
          ]}
          onChange={(id) => id && toggle(id)}
        />
        <SelectBox
          label="Field"
          value={draft.field}
          options={[{ value: "", label: "Not said" }, ...options(vocabulary.fields)]}
          onChange={(field) => change({ field })}
        />
      </div>
    </fieldset>
  );
}

/** Why a term is suggested. */
function Why({ term }: { term: Pick<SuggestedTerm, "words"> & { score: number | null } }) {
  if (term.score === null) return null;
  return (
    <span className={classes.note}>
      {formatShare(term.score)} · {term.words.join(", ")}
    </span>
  );
}

function options(terms: readonly { id: string; title: string }[]) {
  return terms.map(({ id, title }) => ({ value: id, label: title }));
}
