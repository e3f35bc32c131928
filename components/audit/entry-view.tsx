import Link from "next/link";
import type { AuditEntryDetail } from "@/lib/audit/browse/audit-entry.schema";
import { CopyCurl } from "../calls/copy-curl";
import { CopyButton } from "../data/copy-button";
import { CopyLink } from "../data/copy-link";
import { Panel } from "../data/panel";
import { TextBlock } from "../data/text-block";
import { Ago, Instant } from "../data/time";
import { formatCount } from "../format/format-count";
import classes from "./audit.module.css";
import { ChangeTable } from "./change-table";
import { EntryFacts } from "./entry-facts";
import { EntryProofPanel } from "./entry-proof";
import { EntryResult } from "./entry-result";
import { EntrySentence } from "./entry-sentence";

/** Everything about one entry. `narrow` is the panel beside the list; the page has two columns. */
export function EntryView({ entry, narrow = false }: { entry: AuditEntryDetail; narrow?: boolean }) {
  const Heading = narrow ? "h2" : "h1";
  return (
    <article>
      <header className={classes.heading}>
        <Heading className={classes.title}>
          <EntrySentence entry={entry} />
        </Heading>
        <div className={classes.row}>
          <EntryResult result={entry.result} strong />
          <code className={classes.type}>{entry.type}</code>
          <Instant at={entry.at} className={classes.dim} />
        </div>
        <div className={classes.row}>
          <span className={classes.dim}>
            <code>{entry.id}</code> <CopyButton text={entry.id} what="entry id" />
          </span>
          <CopyLink path={`/audit/${entry.id}`} />
          <CopyCurl
            command={`curl -H "Authorization: Bearer $BADGE" {origin}/api/v1/audit/entries/${entry.id}`}
            title="A command that reads this entry, with a badge of yours in $BADGE"
          />
        </div>
      </header>
      <div className={classes.columns} data-narrow={narrow || undefined}>
        <div>
          {entry.change ? (
            <Panel title="What changed">
              <ChangeTable change={entry.change} />
            </Panel>
          ) : null}
          <Panel title={entry.related.by === "trace" ? "Same trace" : "Same commit"}>
            <Related entry={entry} />
          </Panel>
          <Panel title="Details">
            {entry.payload === null ? (
              <p className={classes.dim}>The entry has no details, or they were erased.</p>
            ) : (
              <TextBlock label="Details" text={JSON.stringify(entry.payload)} />
            )}
          </Panel>
          <Panel title="As it is hashed">
            <TextBlock label="Canonical entry" text={entry.leaf} />
          </Panel>
        </div>
        <div>
          <EntryFacts entry={entry} />
          <EntryProofPanel entry={entry} />
        </div>
      </div>
    </article>
  );
}

/** What happened with it, oldest first, with this entry among them. */
function Related({ entry }: { entry: AuditEntryDetail }) {
  const { by, cut, items } = entry.related;
  if (items.length === 0)
    return (
      <p className={classes.dim}>Nothing else belongs to the same {by === "trace" ? "trace" : "commit"}.</p>
    );
  const all = [...items, entry].sort((a, b) => (a.id < b.id ? -1 : 1));
  return (
    <>
      <ol className={classes.related}>
        {all.map((other) => (
          <li
            key={other.id}
            data-current={other.id === entry.id || undefined}
            aria-current={other.id === entry.id || undefined}
          >
            {other.id === entry.id ? (
              <EntrySentence entry={other} />
            ) : (
              <Link href={`/audit/${other.id}`} prefetch={false}>
                <EntrySentence entry={other} />
              </Link>
            )}
            <span className={classes.dim}>
              {other.index === null ? "pending" : `#${formatCount(other.index)}`} · <Ago at={other.at} />
            </span>
          </li>
        ))}
      </ol>
      {cut ? (
        <p className={classes.dim}>There are more; these are the newest {formatCount(items.length)}.</p>
      ) : null}
    </>
  );
}
