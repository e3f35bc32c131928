"use client";

import { useLocalStorage } from "@mantine/hooks";
import Link from "next/link";
import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { assetHref } from "../calls/call-links";
import { AssetUsers } from "../catalog/detail/asset-users";
import { versionTexts } from "../catalog/detail/version-text";
import { ChangeLines } from "../diff/change-lines";
import { DiffView, type LineNotes } from "../diff/diff-view";
import { itemTitle } from "./change-words";
import classes from "./changes.module.css";
import { type LineActions, useLineNotes } from "./line-notes";

type Item = ChangeDetail["items"][number];

/** One asset of a change: what is in force beside what is asked for. */
export function ChangeItemView(props: {
  change: ChangeDetail;
  item: Item;
  layout: "unified" | "split";
  actions: LineActions;
}) {
  const { change, item, layout, actions } = props;
  const notes = useLineNotes(change, item.position, actions);
  // Bound to the content: what was looked at before an edit has not been looked at.
  const [viewed, setViewed] = useLocalStorage({
    key: `signalbox.viewed.${change.number}.${change.contentHash}.${item.position}`,
    defaultValue: false,
  });
  const title = `${itemTitle(item)} ${item.name}`;
  return (
    <section className={classes.item} aria-label={title}>
      <header className={classes.itemHead}>
        <h3>
          {itemTitle(item)}{" "}
          {item.baseVersion === null ? (
            item.name
          ) : (
            <Link href={assetHref(item.kind, item.name)}>{item.name}</Link>
          )}
        </h3>
        <label className={classes.viewed}>
          <input
            type="checkbox"
            checked={viewed}
            onChange={(event) => setViewed(event.currentTarget.checked)}
          />
          Viewed
        </label>
      </header>
      {item.conflict ? (
        <p className={classes.conflict} role="note">
          {conflictInWords(item, item.conflict)}
        </p>
      ) : null}
      {viewed || item.words.length === 0 ? null : (
        <ChangeLines lines={item.words} label={`What ${item.name} is to become, in words`} />
      )}
      {item.usedBy && !viewed ? (
        <div className={classes.usedBy}>
          <AssetUsers users={item.usedBy} />
        </div>
      ) : null}
      {viewed ? null : <Comparison item={item} layout={layout} notes={notes} />}
    </section>
  );
}

/** What is not as it was when the change was written, and what to do about it. */
function conflictInWords(item: Item, { version, retired }: NonNullable<Item["conflict"]>): string {
  return retired
    ? "It is retired, so this would get no traffic. Make it active first; then this can take effect."
    : `${whatDiffers(item, version)} The change has to be edited before it can take effect.`;
}

function whatDiffers({ op, baseVersion }: Item, live: number | null): string {
  if (live === null) return "It is gone meanwhile.";
  if (op === "label") return "The label points elsewhere since this was written.";
  if (live !== baseVersion) return `Version ${live} became live since this was written.`;
  return op === "state"
    ? "Its state has changed since this was written."
    : "What stands beside its content has changed since this was written.";
}

function Comparison(props: { item: Item; layout: "unified" | "split"; notes: LineNotes }) {
  const { item, layout, notes } = props;
  const before = textsOf(item, item.before);
  const after = textsOf(item, item.after);
  const parts = [...new Set([...after, ...before].map(({ part }) => part))];
  const textOf = (texts: typeof before, part: string) => texts.find((one) => one.part === part)?.text ?? "";
  return parts
    .filter((part) => textOf(before, part) !== textOf(after, part))
    .map((part) => (
      <DiffView
        key={part}
        before={textOf(before, part)}
        after={textOf(after, part)}
        label={`${part} of ${item.name}`}
        names={[`${part}, ${item.baseVersion === null ? "none" : `v${item.baseVersion}`}`, "asked for"]}
        layout={layout}
        // Lines of a comment are those of the first text.
        {...(part === parts[0] ? { notes } : {})}
      />
    ));
}

/** A side as texts. A head says only what it changes, so only such members are compared. */
function textsOf(item: Item, side: Record<string, unknown> | null): { part: string; text: string }[] {
  if (side === null) return [];
  const asked = Object.keys(item.op === "put" ? (item.after.head as object) : item.after);
  const only = (record: unknown) =>
    Object.fromEntries(
      Object.entries((record ?? {}) as Record<string, unknown>).filter(([name]) => asked.includes(name)),
    );
  const [head] = versionTexts(item.op === "put" ? only(side.head) : only(side));
  const about = { part: PARTS[item.op], text: head?.text ?? "" };
  return item.op === "put" ? [...versionTexts(side.spec), about] : [about];
}

const PARTS = { put: "Head", state: "State", label: "Labels", certify: "Bound to" } as const;
