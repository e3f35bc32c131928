"use client";

import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconTerminal2 } from "@/components/icons";

const ORIGIN = "{origin}";

/** Copies the call as a command. @param command with a placeholder where the mesh's address belongs, which the browser knows */
export function CopyCurl({
  command,
  title = "A command that makes this call again, with a badge of yours in $BADGE",
}: {
  command: string;
  title?: string;
}) {
  const clipboard = useClipboard({ timeout: 1500 });
  const Icon = clipboard.copied ? IconCheck : IconTerminal2;
  return (
    <Button
      variant="default"
      size="xs"
      title={title}
      leftSection={<Icon size={14} aria-hidden />}
      onClick={() => clipboard.copy(command.replace(ORIGIN, window.location.origin))}
    >
      {clipboard.copied ? "Copied" : "Copy as curl"}
    </Button>
  );
}
