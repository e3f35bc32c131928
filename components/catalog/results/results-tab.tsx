"use client";

import dynamic from "next/dynamic";
import { ListSkeleton } from "../../states/skeletons";

/** Results come with the table, which no other tab of an asset's page needs. */
export const ResultsTab = dynamic(() => import("./results-screen").then((module) => module.ResultsScreen), {
  loading: () => <ListSkeleton />,
});
