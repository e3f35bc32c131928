import type { CallDetail } from "@/lib/records/call.schema";
import { CopyId } from "../data/copy-id";
import { Facts } from "../data/facts";
import { Panel } from "../data/panel";
import { formatBytes } from "../format/format-count";
import { PayloadView } from "../viewers/payload-view";
import classes from "./call-view.module.css";

const TITLE = { request: "Request", response: "Response" } as const;

/** What was sent and answered, exactly, as a stranger's text. */
export function CallPayloads({ call }: { call: CallDetail }) {
  return call.payloads.map((payload) => (
    <Panel
      key={payload.direction}
      title={TITLE[payload.direction]}
      aside={
        <>
          {payload.contentType || "no content type"} · {formatBytes(payload.bytes)}
        </>
      }
    >
      <div className={classes.stack}>
        {payload.body === null ? (
          <p className={classes.note}>The content is not kept. Its digest stays in the record.</p>
        ) : payload.body === "" ? (
          <p className={classes.note}>Empty.</p>
        ) : (
          <PayloadView message label={TITLE[payload.direction]} text={payload.body} />
        )}
        {payload.truncated ? (
          <p className={classes.note} role="note">
            Cut: the first {formatBytes(new Blob([payload.body ?? ""]).size)} of {formatBytes(payload.bytes)}{" "}
            are kept. The digest covers all of it.
          </p>
        ) : null}
        <Facts items={[["SHA-256", <CopyId key="digest" id={payload.digest} what="digest" />]]} />
      </div>
    </Panel>
  ));
}
