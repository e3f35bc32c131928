"use client";

import { useQuery } from "@tanstack/react-query";
import type { SuiteResultDetail } from "@/lib/registry/suite-results/suite-results.schema";
import { assetHref } from "../../calls/call-links";
import { fetchJson } from "../../data/fetch-json";
import { Peek, PeekContent } from "../../data/peek";
import { assetPageHref } from "../detail/asset-search";
import { resultKey } from "./result-search";
import { ResultView } from "./result-view";

/** A run of a suite beside the list. */
export function ResultPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const found = useQuery({
    queryKey: resultKey(id),
    queryFn: ({ signal }) =>
      fetchJson<SuiteResultDetail>(`/api/console/v1/suite-results/${encodeURIComponent(id)}`, signal),
  });
  const links = found.data ? linksOf(found.data.subject) : [];
  return (
    <Peek label="Result" links={links} close="Close result" onClose={onClose}>
      <PeekContent found={found}>{(result) => <ResultView result={result} />}</PeekContent>
    </Peek>
  );
}

function linksOf({ kind, name }: SuiteResultDetail["subject"]) {
  return [
    { label: `Open ${name}`, href: assetHref(kind, name) },
    { label: "Its certificate", href: assetPageHref(kind, name, { tab: "certification" }) },
  ];
}
