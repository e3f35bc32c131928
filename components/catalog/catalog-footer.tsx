"use client";

import { Button } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { useEffect } from "react";
import screenClasses from "../calls/screen.module.css";
import { formatCount, formatCounted } from "../format/format-count";

/** How much of the list is shown. Reads on when it comes into sight; the button is for those who do not scroll. */
export function CatalogFooter(props: {
  count: number;
  total: number;
  pages: Pick<UseInfiniteQueryResult, "hasNextPage" | "isFetchingNextPage" | "fetchNextPage">;
}) {
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = props.pages;
  useEffect(() => {
    if (inViewport && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [inViewport, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <div ref={ref} className={screenClasses.footer}>
      <span>
        {props.count < props.total
          ? `${formatCount(props.count)} of ${formatCounted(props.total, "asset")}`
          : formatCounted(props.total, "asset")}
      </span>
      {hasNextPage ? (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Load more
        </Button>
      ) : null}
    </div>
  );
}
