"use client";

import { Button } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useEffect } from "react";
import classes from "./list-footer.module.css";

/** Under a list: how much of it is shown. Reads on when it comes into sight; the button is for those who do not scroll. */
export function ListFooter(props: {
  pages: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;
  /** Waits for the button although there is more. */
  waits?: boolean;
  more: string;
  children: ReactNode;
}) {
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = props.pages;
  const goesOn = inViewport && hasNextPage && !isFetchingNextPage && !props.waits;
  useEffect(() => {
    if (goesOn) void fetchNextPage();
  }, [goesOn, fetchNextPage]);
  return (
    <div ref={ref} className={classes.footer}>
      <span>{props.children}</span>
      {hasNextPage ? (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {props.more}
        </Button>
      ) : null}
    </div>
  );
}
