"use client";

import dynamic from "next/dynamic";
import { DetailSkeleton } from "../states/skeletons";
import type { WorkbenchProps } from "./policy-workbench";

/** What this window has kept of a draft is in the browser alone, so the editor begins there. */
const PolicyWorkbench = dynamic(() => import("./policy-workbench").then((module) => module.PolicyWorkbench), {
  ssr: false,
  loading: () => <DetailSkeleton panels={2} />,
});

export function PolicyEditor(props: WorkbenchProps) {
  return <PolicyWorkbench key={`${props.live.name}@${props.live.version}`} {...props} />;
}
