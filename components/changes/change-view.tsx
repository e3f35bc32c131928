"use client";

import type { ChangeDetail } from "@/lib/changes/change-detail.schema";
import { CeilingImpact } from "../budgets/ceiling-impact";
import { Panel } from "../data/panel";
import { formatCounted } from "../format/format-count";
import { ChangeImpact } from "../policies/change-impact";
import { LinkTabs } from "../tabs/link-tabs";
import { VisibleText } from "../viewers/visible-text";
import { CanaryPanel } from "./canary-panel";
import type { ChangeActions } from "./change-actions";
import { ChangeFacts } from "./change-facts";
import { ChangeItemView } from "./change-item";
import { ChangeNeeds } from "./change-needs";
import { ChangeTools } from "./change-tools";
import classes from "./changes.module.css";
import { CheckList } from "./check-list";
import { Discussion } from "./discussion";
import { Watchers } from "./watchers";

/** A change as its reviewer reads it: who asks and why, what is at stake, what it alters, what the checks say, what others say, and the decision. */
export function ChangeView(props: {
  change: ChangeDetail;
  actions: ChangeActions;
  layout: "unified" | "split";
}) {
  const { change, actions, layout } = props;
  return (
    <div className={classes.view}>
      <div className={classes.main}>
        {change.reason === change.title ? null : (
          <p className={classes.reason}>
            <VisibleText text={change.reason} />
          </p>
        )}
        <ChangeNeeds change={change} />
        <ChangeTools change={change} actions={actions} />
        <CanaryPanel change={change} />
        <Panel
          title="What changes"
          aside={
            <LinkTabs
              label="Layout"
              small
              tabs={(["unified", "split"] as const).map((one) => ({
                href:
                  one === "unified" ? `/changes/${change.number}` : `/changes/${change.number}?diff=split`,
                label: one === "unified" ? "Unified" : "Split",
                current: one === layout,
              }))}
            />
          }
        >
          {change.items.map((item) => (
            <ChangeItemView
              key={item.position}
              item={item}
              layout={layout}
              change={change}
              actions={actions}
            />
          ))}
        </Panel>
        <ChangeImpact change={change} />
        <CeilingImpact change={change} />
        <Panel
          title="Discussion"
          aside={formatCounted(change.comments.filter(({ pending }) => !pending).length, "comment")}
        >
          <Discussion change={change} actions={actions} />
        </Panel>
      </div>
      <aside className={classes.side} aria-label="About this change">
        {change.checks.length > 0 ? (
          <Panel title="Checks">
            <CheckList checks={change.checks} />
          </Panel>
        ) : null}
        <Panel title="Watched">
          <Watchers change={change} watch={actions.watch} />
        </Panel>
        <Panel title="Facts">
          <ChangeFacts change={change} />
        </Panel>
      </aside>
    </div>
  );
}
