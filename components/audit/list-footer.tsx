"use client";

import { Button } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import type { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import screen from "../calls/screen.module.css";
import { formatCounted } from "../format/format-count";

/** Reads older entries when it comes into sight; the button is for those who do not scroll. */
export function ListFooter({ count, pages }: { count: number; pages: ReturnType<typeof useInfiniteQuery> }) {
  const { ref, inViewport } = useInViewport<HTMLDivElement>();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (inViewport && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [inViewport, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <div ref={ref} className={screen.footer}>
      <span>
        {formatCounted(count, "entry", "entries")}{" "}
        {hasNextPage ? "shown, newest first; there are older ones" : "in all"}
      </span>
      {hasNextPage ? (
        <Button variant="default" size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Load older
        </Button>
      ) : null}
    </div>
  );
}
