"use client";

import { Button } from "@mantine/core";
import type { FormEvent } from "react";
import type { TimeRange } from "@/lib/core/query/time-range";
import { fromLocalInput, toLocalInput, zoneInWords } from "./local-instant";
import classes from "./time-range.module.css";

/** Chooses two instants in the reader's zone. */
export function Between({ value, onChange }: { value: TimeRange; onChange: (range: TimeRange) => void }) {
  const now = Date.now();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onChange({
      since: fromLocalInput(String(form.get("since"))),
      until: fromLocalInput(String(form.get("until"))),
    });
  };
  return (
    <form className={classes.between} onSubmit={submit}>
      <label>
        From
        <input
          type="datetime-local"
          name="since"
          className={classes.instant}
          defaultValue={toLocalInput(value.since, now)}
        />
      </label>
      <label>
        To
        <input
          type="datetime-local"
          name="until"
          className={classes.instant}
          defaultValue={toLocalInput(value.until, now)}
        />
      </label>
      <p className={classes.zone}>Times are in {zoneInWords()}. The address keeps them in UTC.</p>
      <Button type="submit" variant="default" size="xs">
        Show this time
      </Button>
    </form>
  );
}
