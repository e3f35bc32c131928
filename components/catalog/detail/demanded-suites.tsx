import Link from "next/link";
import type { DemandedSuiteView } from "@/lib/registry/certification/certification.schema";
import { Panel } from "../../data/panel";
import { Ago } from "../../data/time";
import { formatCount } from "../../format/format-count";
import { VisibleText } from "../../viewers/visible-text";
import { RunLink } from "../results/run-link";
import { VerdictMark } from "../results/verdict-mark";
import { assetPageHref } from "./asset-search";
import classes from "./certification.module.css";

interface Asset {
  kind: string;
  name: string;
}

/** The suites that an asset has to pass, with what came of the latest run. Nothing where none is asked for. */
export function DemandedSuites(props: { asset: Asset; suites: readonly DemandedSuiteView[] }) {
  const { asset, suites } = props;
  if (suites.length === 0) return null;
  return (
    <Panel title="Suites" aside="Only a run of exactly what it is bound to counts.">
      <ul className={classes.conditions} aria-label="Suites that must pass">
        {suites.map((suite) => (
          <li key={suite.reference}>
            <h3>
              {suite.version === null ? (
                suite.reference
              ) : (
                <Link href={resultsHref(suite.name, asset)}>{suite.reference}</Link>
              )}
            </h3>
            <VerdictMark verdict={suite.state} />
            <div>
              <LatestRun suite={suite} />
              <p className={classes.remedy}>
                {suite.version === null ? "" : `Version ${suite.version} is in force. `}
                {suite.askedBy.map((who) => ASKED_BY[who]).join(" and ")}.
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const ASKED_BY = { rule: "A review rule asks for it", itself: "The asset itself asks for it" } as const;

function LatestRun({ suite: { latest, why } }: { suite: DemandedSuiteView }) {
  if (latest === null) return why ? <VisibleText text={why} /> : "It has not been run on this asset yet.";
  const { passed, total, ranAt, runner, recordedBy, link } = latest;
  return (
    <>
      {formatCount(passed)} of {formatCount(total)} cases passed, <Ago at={ranAt} />, run by{" "}
      <VisibleText text={runner} />, recorded by {recordedBy}
      {link === null ? null : (
        <>
          {" · "}
          <RunLink link={link} />
        </>
      )}
      {why === null ? null : (
        <p>
          <VisibleText text={why} />
        </p>
      )}
    </>
  );
}

/** The results of a suite, of one asset. */
function resultsHref(suite: string, { kind, name }: Asset): string {
  return assetPageHref("suite", suite, { tab: "results", subject: `${kind}/${name}` });
}
