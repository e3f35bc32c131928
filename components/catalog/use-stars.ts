"use client";

import { type InfiniteData, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Attempt } from "@/lib/core/attempt.schema";
import type { AssetSummary, ListAssetsOutput } from "@/lib/registry/list-assets.schema";
import { assetKey } from "./catalog-search";

/** What stars an asset on the server. */
export type StarAction = (input: {
  kind: string;
  name: string;
  starred: boolean;
}) => Promise<Attempt<{ starred: boolean }>>;

/** Stars at once in every list that is loaded, and takes it back when the server refuses. */
export function useStars(star: StarAction) {
  const queries = useQueryClient();
  const show = (key: string, starred: boolean) =>
    queries.setQueriesData<InfiniteData<ListAssetsOutput>>({ queryKey: ["catalog"] }, (lists) =>
      lists
        ? {
            ...lists,
            pages: lists.pages.map((page) => ({ ...page, items: page.items.map(marked(key, starred)) })),
          }
        : lists,
    );
  return useMutation({
    mutationFn: async ({ asset, starred }: { asset: AssetSummary; starred: boolean }) => {
      const answer = await star({ kind: asset.kind, name: asset.name, starred });
      if (!answer.done) throw new Error(answer.error.message);
    },
    onMutate: ({ asset, starred }) => show(assetKey(asset), starred),
    onError: (_err, { asset, starred }) => show(assetKey(asset), !starred),
  });
}

function marked(key: string, starred: boolean): (item: AssetSummary) => AssetSummary {
  return (item) => (assetKey(item) === key ? { ...item, starred } : item);
}
