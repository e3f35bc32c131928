"use client";

import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconLink } from "@/components/icons";

/** Copies the address of a screen. */
export function CopyLink({ path }: { path: string }) {
  const clipboard = useClipboard({ timeout: 1500 });
  const Icon = clipboard.copied ? IconCheck : IconLink;
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon size={14} aria-hidden />}
      onClick={() => clipboard.copy(new URL(path, window.location.origin).href)}
    >
      {clipboard.copied ? "Copied" : "Copy link"}
    </Button>
  );
}
