"use client";

import { ActionIcon, Button } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { IconArrowsDiagonal, IconX } from "@/components/icons";
import { ErrorState } from "../states/error-state";
import { DetailSkeleton } from "../states/skeletons";
import classes from "./peek.module.css";

export interface PeekLink {
  label: string;
  href: string;
  icon?: typeof IconArrowsDiagonal;
}

/** What was chosen in a list or a graph, beside it. The first of the links leads to its own page. */
export function Peek(props: {
  label: string;
  links: readonly PeekLink[];
  /** Says what the cross closes. */
  close: string;
  onClose: () => void;
  /** For what is short: leaves more of the screen to what it lies beside. */
  slim?: boolean;
  children: ReactNode;
}) {
  return (
    // Focusable, so that the keyboard can scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, a scrollable region must be reachable.
    <aside className={classes.peek} data-slim={props.slim || undefined} aria-label={props.label} tabIndex={0}>
      <div className={classes.bar}>
        <span className={classes.links}>
          {props.links.map(({ label, href, icon: Icon = IconArrowsDiagonal }) => (
            <Button
              key={label}
              component={Link}
              href={href}
              variant="default"
              size="xs"
              leftSection={<Icon size={14} aria-hidden />}
            >
              {label}
            </Button>
          ))}
        </span>
        <ActionIcon aria-label={props.close} onClick={props.onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.body}>{props.children}</div>
    </aside>
  );
}

/** What a peek reads of its own: a skeleton until it is there, and what went wrong. */
export function PeekContent<Found>(props: {
  found: Pick<UseQueryResult<Found>, "data" | "error" | "refetch">;
  children: (found: Found) => ReactNode;
}) {
  const { found, children } = props;
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  return found.data === undefined ? <DetailSkeleton /> : children(found.data);
}
