"use client";

import dynamic from "next/dynamic";
import Link from "next/link";
import type { Standing } from "@/lib/budgets/standing.schema";
import type { ChangeAnswer } from "@/lib/changes/change-answer.schema";
import { ActionButton } from "../mutation/action-button";
import { type BudgetForms, changeOf } from "./budget-forms";
import classes from "./budgets.module.css";

/** Loaded at the first use. */
const CeilingFields = dynamic(() => import("./ceiling-fields").then((module) => module.CeilingFields), {
  ssr: false,
});

/** Asks for a budget or a limit, or for another amount of one that is known. It takes effect when it has been reviewed. */
export function ProposeCeiling(
  props: BudgetForms & {
    kind: Standing["kind"];
    label: string;
    /** What is in force of it now, each thing that it counts by itself. */
    known?: readonly Standing[];
  },
) {
  const { kind, label, known = [], domains, propose } = props;
  const [first] = known;
  return (
    <ActionButton<ChangeAnswer>
      permission="mesh:propose"
      label={label}
      {...(first ? { name: `${label} ${first.name}`, size: "compact-xs" as const } : {})}
      title={first ? `Change ${kind} ${first.name}` : `Propose a ${kind}`}
      submit="Propose"
      run={(form) => propose(changeOf(kind, form))}
      done={({ number, state }) => (
        <p>
          This is{" "}
          <Link href={`/changes/${number}#budget-impact`} className={classes.link}>
            change {number}
          </Link>
          {state === "review" ? ", waiting for its review. It shows what it would have refused." : "."}
        </p>
      )}
    >
      <p className={classes.note}>
        Nothing changes before somebody else has reviewed it. Reviewers see what it would have done to past
        calls.
      </p>
      <CeilingFields kind={kind} known={known} domains={domains} />
    </ActionButton>
  );
}
