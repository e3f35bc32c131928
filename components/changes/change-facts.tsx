import Link from "next/link";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { auditHref } from "../audit/audit-search";
import { CopyId } from "../data/copy-id";
import { Facts } from "../data/facts";
import { Ago, Instant } from "../data/time";
import { exemptInWords } from "./change-words";

/** Who, when, and what it is bound to. */
export function ChangeFacts({ change }: { change: ChangeDetail }) {
  const { number, author, subject, domains, contentHash } = change;
  return (
    <Facts
      items={[
        ["Asked by", <bdi key="author">{author.name}</bdi>],
        ["For", subject ? <bdi key="subject">{subject.name}</bdi> : null],
        ["Asked", <Ago key="asked" at={change.createdAt} />],
        ["Domains", domains.join(", ")],
        ["Revision", change.revision > 1 ? String(change.revision) : null],
        ["Review", change.exempt ? exemptInWords(change.exempt) : null],
        ["Takes effect", change.applyAt ? <Instant key="at" at={change.applyAt} /> : null],
        ["In force", change.appliedAt ? <Instant key="applied" at={change.appliedAt} /> : null],
        ["By", change.appliedBy ? <bdi key="by">{change.appliedBy.name}</bdi> : null],
        ["Takes back", linkTo(change.reverts)],
        ["Taken back by", linkTo(change.revertedBy)],
        ["Content", <CopyId key="hash" id={contentHash} what="content hash" />],
        [
          "On record",
          <Link key="record" href={auditHref("object", `change:${number}`)}>
            Audit entries of this change
          </Link>,
        ],
      ]}
    />
  );
}

function linkTo(number: number | null) {
  return number === null ? null : <Link href={`/changes/${number}`}>Change {number}</Link>;
}
