"use client";

import { NativeSelect, Textarea, TextInput } from "@mantine/core";
import type { Standing } from "@/lib/budgets/standing.schema";
import classes from "./budgets.module.css";

/** The fields of a budget or a limit, filled with what is in force of it. */
export function CeilingFields(props: {
  kind: Standing["kind"];
  known: readonly Standing[];
  domains: readonly string[];
}) {
  const { kind, known, domains } = props;
  const [first] = known;
  return (
    <>
      <Head kind={kind} first={first} domains={domains} />
      {kind === "budget" ? <Money first={first} /> : <Counts known={known} />}
      <Scope first={first} domains={domains} />
      <Textarea
        name="reason"
        label="Reason"
        description="Why this is needed"
        required
        autosize={false}
        rows={2}
        maxLength={4000}
      />
    </>
  );
}

function Head(props: { kind: string; first: Standing | undefined; domains: readonly string[] }) {
  const { kind, first, domains } = props;
  if (first)
    return (
      <>
        <input type="hidden" name="known" value="yes" />
        <input type="hidden" name="name" value={first.name} />
        <input type="hidden" name="domain" value={first.domain} />
      </>
    );
  return (
    <div className={classes.pair}>
      <TextInput
        name="name"
        label="Name"
        placeholder={`sales-${kind}`}
        required
        maxLength={100}
        pattern="[a-z0-9][a-z0-9._\-]*"
        spellCheck={false}
        autoComplete="off"
        data-autofocus
      />
      <NativeSelect name="domain" label="Owner" description="Who can raise it" data={[...domains]} />
    </div>
  );
}

const PERIODS = ["day", "week", "month", "quarter", "year"];

function Money({ first }: { first: Standing | undefined }) {
  return (
    <>
      <div className={classes.pair}>
        <TextInput
          name="amount"
          label="Amount"
          inputMode="decimal"
          placeholder="250.00"
          required
          pattern="\d{1,12}(\.\d{1,9})?"
          defaultValue={first?.cap}
        />
        <TextInput
          name="currency"
          label="Currency"
          required
          pattern="[A-Za-z]{3}"
          maxLength={3}
          defaultValue={first?.currency ?? "USD"}
        />
        <NativeSelect name="period" label="A" data={PERIODS} defaultValue={first?.per ?? "month"} />
      </div>
      <div className={classes.pair}>
        <NativeSelect
          name="mode"
          label="Beyond it"
          data={[
            { value: "hard", label: "refuse calls" },
            { value: "soft", label: "only say so" },
          ]}
          defaultValue={first?.mode ?? "hard"}
        />
        <TextInput
          name="alertAt"
          label="Tell at, in percent"
          placeholder="80, 100"
          defaultValue={first?.alertAt.map((share) => Number((share * 100).toFixed(4))).join(", ")}
        />
      </div>
    </>
  );
}

const COUNTS = [
  { name: "rate", label: "Calls at most", pers: ["second", "minute", "hour"] },
  { name: "quota", label: "Calls in the long run", pers: ["day", "week", "month"] },
  { name: "tokens", label: "Tokens", pers: ["minute", "hour", "day"] },
] as const;

function Counts({ known }: { known: readonly Standing[] }) {
  const open = known.find(({ measure }) => measure === "open");
  return (
    <>
      {COUNTS.map(({ name, label, pers }) => {
        const now = known.find(
          ({ measure, per }) =>
            measure === (name === "tokens" ? "tokens" : "calls") && pers.some((one) => one === per),
        );
        return (
          <div key={name} className={classes.pair}>
            <TextInput
              name={name}
              label={label}
              inputMode="numeric"
              pattern="\d{1,12}"
              defaultValue={now?.cap}
            />
            <NativeSelect
              name={`${name}Per`}
              label="A"
              aria-label={`${label} a`}
              data={[...pers]}
              defaultValue={now?.per ?? pers[1]}
            />
          </div>
        );
      })}
      <TextInput
        name="concurrency"
        label="Calls at the same time"
        inputMode="numeric"
        pattern="\d{1,7}"
        defaultValue={open?.cap}
      />
    </>
  );
}

function Scope({ first, domains }: { first: Standing | undefined; domains: readonly string[] }) {
  return (
    <fieldset className={classes.scope}>
      <legend>Holds for</legend>
      <div className={classes.pair}>
        <TextInput
          name="caller"
          label="Calls by"
          placeholder="agent:planner"
          pattern="(agent|service|user):.+"
          spellCheck={false}
          autoComplete="off"
          defaultValue={first?.scope.caller}
        />
        <TextInput
          name="asset"
          label="Calls of"
          placeholder="model/gpt"
          spellCheck={false}
          autoComplete="off"
          defaultValue={first?.scope.asset}
        />
        <NativeSelect
          name="scopeDomain"
          label="Calls of assets of"
          data={[{ value: "", label: "any domain" }, ...domains]}
          defaultValue={first?.scope.domain ?? ""}
        />
      </div>
      <p className={classes.note}>What is left empty narrows nothing: without any it holds for every call.</p>
    </fieldset>
  );
}
