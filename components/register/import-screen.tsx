"use client";

import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { type FormEvent, useState } from "react";
import type { Attempt } from "@/lib/core/attempt.schema";
import type { ImportOutput } from "@/lib/registry/import/import-report.schema";
import { ActionError } from "../catalog/detail/action-error";
import { SelectBox } from "../data/select-box";
import { GatedButton } from "../permissions/gated-button";
import { ErrorState } from "../states/error-state";
import { adviceFor } from "./advice";
import { ImportResult } from "./import-result";
import { importSearch } from "./import-search";
import classes from "./register.module.css";

/** What one request from a page may carry; the command line takes more. */
const MOST_BYTES = 240_000;
const CONFLICTS = [
  { value: "fail", label: "Import nothing" },
  { value: "skip", label: "Leave the one that is there" },
  { value: "update", label: "Make a new version of it" },
  { value: "rename", label: "Import under another name" },
] as const;

/** Looks at a file first and imports it when told. The file is read in the browser and sent with each of the two. */
export function ImportScreen(props: {
  domains: readonly { name: string; title: string }[];
  run: (input: unknown) => Promise<Attempt<ImportOutput>>;
}) {
  const [search, setSearch] = useQueryStates(importSearch, { history: "replace" });
  const [file, setFile] = useState<{ name: string; text: string } | "large">();
  const importing = useMutation({
    mutationFn: (dryRun: boolean) =>
      props.run({
        text: file === "large" ? "" : file?.text,
        domain: search.domain,
        onConflict: search.onConflict,
        dryRun,
      }),
  });
  const read = file !== undefined && file !== "large" ? file : undefined;
  const answer = importing.data?.done ? importing.data.value : undefined;
  const refusal = importing.data?.done === false ? importing.data.error : undefined;
  const look = (event: FormEvent) => {
    event.preventDefault();
    importing.mutate(true);
  };
  const choose = async (list: FileList | null) => {
    const chosen = list?.[0];
    importing.reset();
    if (!chosen) return setFile(undefined);
    setFile(chosen.size > MOST_BYTES ? "large" : { name: chosen.name, text: await chosen.text() });
  };
  const change = (part: Partial<typeof search>) => {
    importing.reset();
    void setSearch(part);
  };
  return (
    <div className={classes.screen}>
      <form className={classes.form} onSubmit={look}>
        <label className={classes.file}>
          File
          <input
            type="file"
            accept=".json,.yaml,.yml,application/json"
            onChange={(event) => void choose(event.currentTarget.files)}
          />
        </label>
        {file === "large" ? (
          <p role="alert" className={classes.note}>
            The file is larger than 240 kB. Import it with the command line: <code>signalbox import</code>.
          </p>
        ) : null}
        <div className={classes.row}>
          <SelectBox
            label="Owner"
            value={search.domain}
            options={[
              ...(search.domain ? [] : [{ value: "", label: "Choose a domain" }]),
              ...props.domains.map(({ name, title }) => ({ value: name, label: title || name })),
            ]}
            onChange={(domain) => change({ domain })}
          />
          <SelectBox
            label="Where a name is taken"
            value={search.onConflict}
            options={CONFLICTS}
            onChange={(onConflict) => change({ onConflict })}
          />
        </div>
        <div className={classes.actions}>
          <GatedButton
            permission="registry:write"
            type="submit"
            loading={importing.isPending && importing.variables === true}
            disabled={!read || search.domain === ""}
          >
            Look at it
          </GatedButton>
          <span className={classes.note}>Nothing is stored yet.</span>
        </div>
      </form>
      {refusal ? <ActionError error={refusal} advice={adviceFor(refusal.code)} /> : null}
      {importing.isError ? (
        <ErrorState error={importing.error} retry={() => importing.mutate(importing.variables ?? true)} />
      ) : null}
      {answer ? (
        <ImportResult answer={answer} show={search.show} onShow={(show) => void setSearch({ show })}>
          {answer.dryRun && answer.assets.some(({ outcome }) => outcome === "planned") ? (
            <GatedButton
              permission="registry:write"
              loading={importing.isPending}
              onClick={() => importing.mutate(false)}
            >
              Import
            </GatedButton>
          ) : null}
          {answer.dryRun ? null : (
            <Button variant="default" onClick={() => importing.reset()}>
              Import another file
            </Button>
          )}
        </ImportResult>
      ) : null}
    </div>
  );
}
