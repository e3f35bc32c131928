import Link from "next/link";
import { IconArrowRight } from "@/components/icons";
import type { CallDetail } from "@/lib/records/call.schema";
import { CopyButton } from "../data/copy-button";
import { CopyLink } from "../data/copy-link";
import { Instant } from "../data/time";
import { formatDuration } from "../format/format-duration";
import { HelpLink } from "../shell/help-link";
import { requestOfCall } from "../try/request-of-call";
import { assetHref, callerHref } from "./call-links";
import { CallStatusBadge } from "./call-status";
import classes from "./call-view.module.css";
import { CopyCurl } from "./copy-curl";
import { curlOf } from "./curl-of";
import { protocolName } from "./protocol-names";
import { TryAgain } from "./try-again";

/** Who called what, how it ended, and ways to pass it on. */
export function CallHeading({ call, level }: { call: CallDetail; level: 1 | 2 }) {
  const Heading = level === 1 ? "h1" : "h2";
  const command = curlOf(call, "{origin}");
  const sent = call.payloads.find(({ direction }) => direction === "request");
  const again = requestOfCall({ ...call, body: sent && !sent.truncated ? sent.body : null }, "");
  const operation = call.operation === call.calleeName ? null : call.operation;
  return (
    <header className={classes.heading}>
      <Heading className={classes.title}>
        <Link href={callerHref(call.callerKind, call.callerId)}>{call.callerId}</Link>
        <IconArrowRight className={classes.arrow} size={16} aria-label="called" />
        <Link href={assetHref(call.calleeKind, call.calleeName)}>{call.calleeName}</Link>
        {operation ? <span className={classes.operation}>{operation}</span> : null}
      </Heading>
      <div className={classes.meta}>
        <CallStatusBadge status={call.status} strong />
        <span>
          {protocolName(call.protocol)} {call.method}
        </span>
        <span>{formatDuration(call.durationUs)}</span>
        <Instant at={call.startedAt} />
      </div>
      <div className={classes.tools}>
        <span className={classes.meta}>
          <code>{call.id}</code>
          <CopyButton text={call.id} what="call id" />
        </span>
        <CopyLink path={`/calls/${call.id}`} />
        {command ? <CopyCurl command={command} /> : null}
        {again ? <TryAgain callId={call.id} /> : null}
        <HelpLink page="call" />
      </div>
    </header>
  );
}
