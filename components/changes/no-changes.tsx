import { Button } from "@mantine/core";
import Link from "next/link";
import { IconCircleCheck, IconFilterOff, IconGitPullRequest } from "@/components/icons";
import type { ChangeBox } from "@/lib/changes/change-names.schema";
import { EmptyState } from "../states/empty-state";

const EMPTY = {
  review: {
    title: "Nothing waits for a review",
    text: "When somebody asks for a change of a policy, an agent or a prompt, it stands here until others have looked at it.",
  },
  mine: {
    title: "You have asked for no changes",
    text: "Edit a policy or register a new version of an agent, and what you ask for stands here.",
  },
  open: {
    title: "No change is under way",
    text: "Drafts and changes in review or with a time set stand here.",
  },
  done: {
    title: "No reviewed change has ended yet",
    text: "What took effect, was taken back or was withdrawn stands here.",
  },
} as const satisfies Record<ChangeBox, { title: string; text: string }>;

/** Why a box is empty, and what to do. */
export function NoChanges(props: { box: ChangeBox; filtered: boolean; allHref: string | undefined }) {
  const { box, filtered, allHref } = props;
  if (filtered) {
    return (
      <EmptyState
        icon={<IconFilterOff size={18} aria-hidden />}
        title="No change matches"
        action={
          <Button component={Link} href={`/changes?box=${box}`} variant="default" size="xs">
            Show all
          </Button>
        }
      />
    );
  }
  const { title, text } = EMPTY[box];
  const Icon = box === "review" ? IconCircleCheck : IconGitPullRequest;
  return (
    <EmptyState icon={<Icon size={18} aria-hidden />} title={title}>
      {text}
      {allHref ? (
        <>
          {" "}
          <Link href={allHref}>Show also those that needed no review</Link>.
        </>
      ) : null}
    </EmptyState>
  );
}
