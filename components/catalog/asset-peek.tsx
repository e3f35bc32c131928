"use client";

import { useQuery } from "@tanstack/react-query";
import { assetHref } from "../calls/call-links";
import { fetchJson } from "../data/fetch-json";
import { Peek, PeekContent } from "../data/peek";
import { AssetHeading } from "./asset-heading";
import { AssetOverview } from "./asset-overview";
import type { AssetOverviewData } from "./asset-overview-data";
import classes from "./catalog.module.css";

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
  const links = [{ label: "Open asset", href: assetHref(kind, name) }];
  return (
    <Peek label="Asset" links={links} close="Close asset" onClose={onClose}>
      <PeekContent found={found}>
        {(data) => (
          <article>
            <h2 className={classes.peekTitle}>{data.asset.title || data.asset.name}</h2>
            <AssetHeading asset={data.asset} />
            <AssetOverview data={data} narrow />
          </article>
        )}
      </PeekContent>
    </Peek>
  );
}
