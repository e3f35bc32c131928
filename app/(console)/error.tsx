"use client";

import { Page } from "@/components/shell/page";
import { ErrorState } from "@/components/states/error-state";

export default function ScreenError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Page>
      <ErrorState error={error} retry={reset} />
    </Page>
  );
}
