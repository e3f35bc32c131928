"use client";

import { SignInFrame } from "@/components/sign-in/sign-in-frame";
import { ErrorState } from "@/components/states/error-state";

export default function RootError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <SignInFrame title="Signalbox">
      <ErrorState error={error} retry={reset} />
    </SignInFrame>
  );
}
