"use client";

import { ActionIcon } from "@mantine/core";
import { IconStar, IconStarFilled } from "@/components/icons";
import type { AssetSummary } from "@/lib/registry/list-assets.schema";
import classes from "./catalog.module.css";

/** Marks an asset for oneself. Shows at once: it can be taken back. */
export function StarButton({ asset, onStar }: { asset: AssetSummary; onStar: (starred: boolean) => void }) {
  const name = asset.title || asset.name;
  return (
    <ActionIcon
      size="sm"
      className={classes.star}
      data-on={asset.starred || undefined}
      aria-pressed={asset.starred}
      aria-label={`Star ${name}`}
      onClick={() => onStar(!asset.starred)}
    >
      {asset.starred ? <IconStarFilled size={14} aria-hidden /> : <IconStar size={14} aria-hidden />}
    </ActionIcon>
  );
}
