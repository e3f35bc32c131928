"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { IconRefresh } from "@/components/icons";
import { tryHref } from "../try/try-search";

/** Opens the form in which this call can be changed and made once more. */
export function TryAgain({ callId }: { callId: string }) {
  return (
    <Button
      component={Link}
      href={tryHref({ from: callId })}
      prefetch={false}
      variant="default"
      size="xs"
      leftSection={<IconRefresh size={14} aria-hidden />}
    >
      Try again
    </Button>
  );
}
