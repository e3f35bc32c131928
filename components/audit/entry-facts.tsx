import Link from "next/link";
import type { AuditEntryDetail } from "@/lib/audit/browse/audit-entry.schema";
import type { AuditFieldName } from "@/lib/audit/browse/audit-fields.schema";
import { ASSET_KIND_NAMES } from "@/lib/registry/catalog-names.schema";
import { assetHref } from "../calls/call-links";
import { CopyId } from "../data/copy-id";
import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import classes from "./audit.module.css";
import { auditHref } from "./audit-search";
import { partyOf } from "./party-of";

/** Who, what and what it belongs to, with the way to everything like it. */
export function EntryFacts({ entry }: { entry: AuditEntryDetail }) {
  const { actor, actorName, callId, object, objectName, outcome, role, traceId, type } = entry;
  return (
    <>
      <Panel title="Who and what">
        <Facts
          items={[
            ["Actor", <Party key="actor" party={actor} name={actorName} />],
            ["Role then", role],
            ["Object", <Party key="object" party={object} name={objectName} />],
            ["Outcome", <code key="outcome">{outcome}</code>],
            [
              "Call",
              callId ? (
                <Link key="call" className={classes.link} href={`/calls/${callId}`}>
                  {callId.slice(0, 8)}
                </Link>
              ) : null,
            ],
            ["Trace", traceId ? <CopyId key="trace" id={traceId} what="trace id" /> : null],
          ]}
        />
      </Panel>
      <Panel title="More like it">
        <ul className={classes.list}>
          <More field="actor" value={actor} text="Everything by this actor" />
          <More field="object" value={object} text="Everything about this object" />
          <More field="type" value={type.replace("io.signalbox.", "")} text="Everything of this type" />
          {callId ? <More field="call" value={callId} text="Everything of this call" /> : null}
          {traceId ? <More field="trace" value={traceId} text="Everything of this trace" /> : null}
        </ul>
      </Panel>
    </>
  );
}

function More({ field, value, text }: { field: AuditFieldName; value: string; text: string }) {
  return (
    <li>
      <Link className={classes.link} href={auditHref(field, value)} prefetch={false}>
        {text}
      </Link>
    </li>
  );
}

/** A party by its name now, and as it stands in the entry. */
function Party({ party, name }: { party: string; name: string | null }) {
  const { id, kind } = partyOf(party);
  const listed = (ASSET_KIND_NAMES as readonly string[]).includes(kind);
  return (
    <>
      {name ? <>{name} </> : null}
      {listed ? (
        <Link className={classes.link} href={assetHref(kind, id)} prefetch={false}>
          {party}
        </Link>
      ) : (
        <code className={classes.dim}>{party}</code>
      )}
    </>
  );
}
