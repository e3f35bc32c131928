"use client";

import dynamic from "next/dynamic";
import { ListSkeleton } from "../../states/skeletons";

/** Results come with the table, which no other tab of an asset's page needs and which would be too much for its first load: what is listed is there already, the table follows. */
export const ResultsTab = dynamic(() => import("./results-screen").then((module) => module.ResultsScreen), {
  ssr: false,
  loading: () => <ListSkeleton />,
});
