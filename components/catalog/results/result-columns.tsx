import type { SuiteResult } from "@/lib/registry/suite-results/suite-results.schema";
import { kindName } from "../../calls/protocol-names";
import { Ago } from "../../data/time";
import type { TableColumn } from "../../table/column";
import tableClasses from "../../table/table.module.css";
import { VisibleText } from "../../viewers/visible-text";
import { casesInWords } from "./result-words";
import classes from "./results.module.css";
import { VerdictMark } from "./verdict-mark";

/** The columns of a suite's results. */
export function resultColumns(onOpen: (result: SuiteResult) => void): readonly TableColumn<SuiteResult>[] {
  return [
    {
      id: "verdict",
      title: "Result",
      width: 96,
      cell: ({ verdict }) => <VerdictMark verdict={verdict} />,
    },
    {
      id: "subject",
      title: "Of",
      fixed: true,
      cell: (result) => (
        <button
          type="button"
          className={`${tableClasses.rowLink} ${classes.open}`}
          onClick={() => onOpen(result)}
        >
          {result.subject.name} <span className={classes.dim}>{versionOf(result.subject)}</span>
        </button>
      ),
    },
    {
      id: "kind",
      title: "Kind",
      width: 112,
      needs: "more-room",
      cell: ({ subject }) => kindName(subject.kind),
    },
    { id: "cases", title: "Cases passed", width: 176, needs: "some-room", cell: casesInWords },
    {
      id: "suite",
      title: "By suite",
      width: 120,
      needs: "more-room",
      cell: ({ suite }) => <span className={classes.dim}>{versionOf(suite)}</span>,
    },
    {
      id: "runner",
      title: "Runner",
      width: 160,
      needs: "some-room",
      cell: ({ runner }) => <VisibleText text={runner} />,
    },
    {
      id: "by",
      title: "Recorded by",
      width: 160,
      needs: "much-room",
      cell: ({ recordedBy }) => recordedBy.name,
    },
    {
      id: "ran",
      title: "Ran",
      width: 96,
      align: "end",
      needs: "some-room",
      cell: ({ ranAt }) => <Ago at={ranAt} />,
    },
  ];
}

/** What stands below the name where the other columns have no room. */
export function resultSecondLine(result: SuiteResult) {
  return (
    <>
      {casesInWords(result)} · <Ago at={result.ranAt} />
    </>
  );
}

function versionOf({ version, live }: { version: number; live: boolean }): string {
  return live ? `v${version} · live` : `v${version}`;
}
