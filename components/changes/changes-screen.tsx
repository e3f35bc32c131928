"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ChangeList, ChangeSummary } from "@/lib/changes/change-detail.schema";
import type { ChangeBox } from "@/lib/changes/change-names.schema";
import { Ago } from "../data/time";
import { formatCounted } from "../format/format-count";
import type { TableColumn } from "../table/column";
import { ListTable } from "../table/list-table";
import tableClasses from "../table/table.module.css";
import { useListKeys } from "../table/use-list-keys";
import { ChangeMark, RiskMark } from "./change-marks";
import { ChangeNumber } from "./change-number";
import { itemsInWords } from "./change-words";
import classes from "./changes.module.css";
import { NoChanges } from "./no-changes";

/** A box of change requests, newest first. */
export function ChangesScreen(props: {
  list: ChangeList;
  box: ChangeBox;
  nextHref: string | undefined;
  /** To the same list with the changes that needed no review. */
  allHref: string | undefined;
  filtered: boolean;
}) {
  const { list, box, nextHref, allHref, filtered } = props;
  const router = useRouter();
  const active = useListKeys(list.items, idOf, hrefOf);
  if (list.items.length === 0) return <NoChanges box={box} filtered={filtered} allHref={allHref} />;
  return (
    <>
      <ListTable
        name="changes"
        label="Changes"
        columns={COLUMNS}
        rows={list.items}
        rowId={idOf}
        activeId={active}
        onOpen={(change) => router.push(hrefOf(change))}
        second={(change) => `${itemsInWords(change.items)} · ${change.author.name}`}
      />
      <p className={classes.footer}>
        {list.items.length < list.total
          ? `${list.items.length} of ${formatCounted(list.total, "change")}`
          : formatCounted(list.total, "change")}
        {nextHref ? <Link href={nextHref}>Older ones</Link> : null}
        {allHref ? <Link href={allHref}>Also those that needed no review</Link> : null}
      </p>
    </>
  );
}

const COLUMNS: readonly TableColumn<ChangeSummary>[] = [
  {
    id: "title",
    title: "Change",
    fixed: true,
    cell: (change) => (
      <Link href={hrefOf(change)} prefetch={false} className={tableClasses.rowLink}>
        <ChangeNumber number={change.number} /> <bdi>{change.title}</bdi>
      </Link>
    ),
  },
  { id: "what", title: "What", width: 240, needs: "much-room", cell: ({ items }) => itemsInWords(items) },
  { id: "risk", title: "Risk", width: 120, needs: "more-room", cell: ({ risk }) => <RiskMark risk={risk} /> },
  {
    id: "author",
    title: "Asked by",
    width: 140,
    needs: "some-room",
    cell: ({ author }) => <bdi>{author.name}</bdi>,
  },
  { id: "state", title: "State", width: 112, cell: ({ state }) => <ChangeMark state={state} /> },
  {
    id: "updated",
    title: "Last step",
    width: 88,
    align: "end",
    needs: "some-room",
    cell: ({ updatedAt }) => <Ago at={updatedAt} />,
  },
];

function idOf({ number }: ChangeSummary): string {
  return String(number);
}

function hrefOf({ number }: ChangeSummary): string {
  return `/changes/${number}`;
}
