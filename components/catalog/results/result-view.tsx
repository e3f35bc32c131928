import Link from "next/link";
import type { SuiteResultDetail } from "@/lib/registry/suite-results/suite-results.schema";
import { CopyId } from "../../data/copy-id";
import { Facts } from "../../data/facts";
import { Panel } from "../../data/panel";
import { Ago, Instant } from "../../data/time";
import { formatCount, formatCounted } from "../../format/format-count";
import { VisibleText } from "../../viewers/visible-text";
import catalogClasses from "../catalog.module.css";
import { casesInWords, shareInWords } from "./result-words";
import classes from "./results.module.css";
import { RunLink } from "./run-link";
import { VerdictMark } from "./verdict-mark";

type Part = SuiteResultDetail["basis"][number];
type Case = NonNullable<SuiteResultDetail["cases"]>[number];

const SHOWN = 200;

/** Everything that is on record of one run. */
export function ResultView({ result }: { result: SuiteResultDetail }) {
  const { subject, suite, verdict, score, runner, link, traces, provingCalls, recordedBy, cases } = result;
  return (
    <article>
      <h2 className={catalogClasses.peekTitle}>
        {subject.name} v{subject.version}
      </h2>
      <p className={catalogClasses.meta}>
        <VerdictMark verdict={verdict} strong />
        <span>
          {suite.name} v{suite.version}
        </span>
        <Ago at={result.ranAt} />
      </p>
      <Panel title="Run">
        <Facts
          items={[
            ["Cases passed", `${casesInWords(result)} (${shareInWords(result)})`],
            ["Score", score === null ? null : `${score} by the runner’s own measure`],
            ["Ran", <Instant key="ran" at={result.ranAt} />],
            ["Runner", <VisibleText key="runner" text={runner} />],
            ["Run", link === null ? null : <RunLink key="link" link={link} />],
            ["Recorded by", recordedBy.name],
            ["Recorded", <Instant key="recorded" at={result.recordedAt} />],
            ["Proof", traces.length > 0 ? <Proof key="proof" traces={traces} calls={provingCalls} /> : null],
            ["Id", <CopyId key="id" id={result.id} what="result id" />],
          ]}
        />
      </Panel>
      <Panel title="Cases" aside={cases ? "Those that did not pass" : undefined}>
        <NotPassed cases={cases} />
      </Panel>
      <Panel title="Holds for" aside="Of anything else it says nothing.">
        <Parts label="What it holds for" parts={[...result.bound, ...result.basis]} />
      </Panel>
    </article>
  );
}

function Proof({ traces, calls }: { traces: readonly string[]; calls: number | null }) {
  return (
    <>
      {calls ? `${formatCounted(calls, "call")} reached this version, in ` : ""}
      {traces.map((trace, nth) => (
        <span key={trace}>
          {nth > 0 ? ", " : ""}
          <Link href={`/calls?q=${trace}`} prefetch={false}>
            trace {trace.slice(0, 8)}
          </Link>
        </span>
      ))}
    </>
  );
}

function NotPassed({ cases }: { cases: readonly Case[] | null }) {
  if (cases === null) return <p className={classes.dim}>The runner told only how many ended how.</p>;
  const not = cases.filter(({ outcome }) => outcome !== "passed");
  if (not.length === 0) return <p className={classes.dim}>Every case passed.</p>;
  return (
    <>
      <ul className={classes.cases} aria-label="Cases that did not pass">
        {not.slice(0, SHOWN).map(({ id, outcome, note }) => (
          <li key={id}>
            <code>{id}</code>
            <span className={classes.dim}>{outcome === "failed" ? "failed" : "not run to an end"}</span>
            {note ? <VisibleText text={note} /> : null}
          </li>
        ))}
      </ul>
      {not.length > SHOWN ? (
        <p className={classes.dim}>
          {formatCount(not.length - SHOWN)} more; all of them are in{" "}
          <code>GET /api/v1/suite-results/{"{id}"}</code>.
        </p>
      ) : null}
    </>
  );
}

function Parts({ label, parts }: { label: string; parts: readonly Part[] }) {
  return (
    <ul className={classes.cases} aria-label={label}>
      {parts.map(({ kind, reference, part, version, digest }) => (
        <li key={`${kind} ${reference} ${part}`}>
          <span>{reference}</span>
          <span className={classes.dim}>{version === null ? "" : `v${version}`}</span>
          {digest === null ? "There was none." : <CopyId id={digest} what={`digest of ${reference}`} />}
        </li>
      ))}
    </ul>
  );
}
