"use client";

import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { IconArrowsDiagonal, IconX } from "@/components/icons";

import { assetHref } from "../calls/call-links";
import classes from "../calls/screen.module.css";
import { fetchJson } from "../data/fetch-json";
import { ErrorState } from "../states/error-state";
import { DetailSkeleton } from "../states/skeletons";
import { AssetHeading } from "./asset-heading";
import { AssetOverview } from "./asset-overview";
import type { AssetOverviewData } from "./asset-overview-data";
import catalogClasses from "./catalog.module.css";

/** An asset beside the list: the same content as the first tab of its page. */
export function AssetPeek({ kind, name, onClose }: { kind: string; name: string; onClose: () => void }) {
  const found = useQuery({
    queryKey: ["asset", kind, name],
    queryFn: ({ signal }) =>
      fetchJson<AssetOverviewData>(
        `/api/console/catalog/${encodeURIComponent(kind)}/${encodeURIComponent(name)}`,
        signal,
      ),
  });
  return (
    // Focusable, so that the keyboard can scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: WCAG 2.1.1, a scrollable region must be reachable.
    <aside className={classes.peek} aria-label="Asset" tabIndex={0}>
      <div className={classes.peekBar}>
        <Button
          component={Link}
          href={assetHref(kind, name)}
          variant="default"
          size="xs"
          leftSection={<IconArrowsDiagonal size={14} aria-hidden />}
        >
          Open asset
        </Button>
        <ActionIcon aria-label="Close asset" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.peekBody}>
        {found.isError ? (
          <ErrorState error={found.error} retry={() => void found.refetch()} />
        ) : found.data ? (
          <article>
            <h2 className={catalogClasses.peekTitle}>{found.data.asset.title || found.data.asset.name}</h2>
            <AssetHeading asset={found.data.asset} />
            <AssetOverview data={found.data} narrow />
          </article>
        ) : (
          <DetailSkeleton />
        )}
      </div>
    </aside>
  );
}
