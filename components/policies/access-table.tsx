import Link from "next/link";
import { IconCheck, IconClockPause, IconHelpCircle } from "@/components/icons";
import type { AccessEntry, AccessRow, AccessTable } from "@/lib/policy/tables/access-table.schema";
import { assetHref, callerHref } from "../calls/call-links";
import catalogClasses from "../catalog/catalog.module.css";
import { Panel } from "../data/panel";
import prose from "../data/prose.module.css";
import { formatCount, formatCounted } from "../format/format-count";
import { Mark } from "../mark/mark";
import { EmptyState } from "../states/empty-state";
import classes from "./policies.module.css";
import { policyHref } from "./policy-links";

const VERDICTS = {
  allow: { label: "Yes", tone: "ok", icon: IconCheck },
  hold: { label: "Once approved", tone: "waiting", icon: IconClockPause },
  depends: { label: "Depends", tone: "neutral", icon: IconHelpCircle },
} as const;

/** Who may call something, or what someone may do: found by asking the policies in force, nothing guessed. */
export function AccessPanel(props: {
  title: string;
  /** What a row is. */
  what: "caller" | "callee";
  table: AccessTable;
  /** The address of the next page, if there is one. */
  nextHref: string | undefined;
  empty: string;
}) {
  const { title, what, table, nextHref, empty } = props;
  return (
    <Panel
      title={title}
      aside={
        table.items.length > 0
          ? `${formatCount(table.items.length)} of ${formatCounted(table.asked, what)} asked about`
          : undefined
      }
    >
      {table.items.length === 0 ? (
        <EmptyState
          title={nextHref ? `None of the ${formatCounted(table.asked, what)} asked about here` : empty}
        >
          Nothing is allowed that no policy permits.
        </EmptyState>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, a scrollable region must be reachable.
        <section className={classes.scroll} tabIndex={0} aria-label={`Table: ${title}`}>
          <table className={classes.words} aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{what === "caller" ? "Caller" : "Called"}</th>
                <th scope="col">What</th>
                <th scope="col">May it</th>
                <th scope="col">By</th>
              </tr>
            </thead>
            <tbody>
              {table.items.flatMap((row) =>
                row.entries.map((entry) => (
                  <tr key={`${row.kind}:${row.name} ${entry.operations[0]}`}>
                    <th scope="row">
                      <Party row={row} />
                    </th>
                    <td>
                      <Operations entry={entry} />
                    </td>
                    <td>
                      <Verdict entry={entry} />
                    </td>
                    <td>
                      <Deciding entry={entry} />
                    </td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </section>
      )}
      {nextHref ? (
        <p className={classes.foot}>
          <Link className={prose.link} href={nextHref} prefetch={false} scroll={false}>
            Show the next ones
          </Link>
        </p>
      ) : null}
    </Panel>
  );
}

function Party({ row }: { row: AccessRow }) {
  const { kind, name, title } = row;
  const href = kind === "mcp-server" || kind === "model" ? assetHref(kind, name) : callerHref(kind, name);
  return (
    <>
      <Link className={prose.link} href={href} prefetch={false}>
        {title || name}
      </Link>{" "}
      <span className={catalogClasses.dim}>{kind}</span>
    </>
  );
}

const MOST_NAMED = 4;

function Operations({ entry: { operations, all } }: { entry: AccessEntry }) {
  if (all && operations.length > 1) return <>all {formatCounted(operations.length, "tool")}</>;
  const named = operations.slice(0, MOST_NAMED).join(", ");
  const more = operations.length - MOST_NAMED;
  if (more <= 0) return <>{named}</>;
  return (
    <details>
      <summary>
        {named} and {formatCount(more)} more
      </summary>
      {operations.slice(MOST_NAMED).join(", ")}
    </details>
  );
}

function Verdict({ entry }: { entry: AccessEntry }) {
  const others = entry.asksFor.filter((duty) => !duty.startsWith("approval"));
  return (
    <>
      <Mark {...VERDICTS[entry.verdict]} />
      {entry.dependsOn.length > 0 ? (
        <span className={prose.under}>on {entry.dependsOn.join(", ")}</span>
      ) : null}
      {others.length > 0 ? <span className={prose.under}>with {others.join(", ")}</span> : null}
    </>
  );
}

function Deciding({ entry }: { entry: AccessEntry }) {
  return (
    <ul>
      {entry.policies.map(({ id, asset, effect }) => (
        <li key={id}>
          <Link className={prose.link} href={policyHref(asset, id)} prefetch={false}>
            {id}
          </Link>
          {effect === "forbid" ? " (forbids)" : ""}
        </li>
      ))}
    </ul>
  );
}
