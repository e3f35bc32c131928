"use client";

import { Button } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconLink, IconTerminal2 } from "@/components/icons";

/** Copies the address of a screen, or a command that reads the same from the API. */
export function CopyLink({ path, curl = false }: { path: string; curl?: boolean }) {
  const clipboard = useClipboard({ timeout: 1500 });
  const Icon = clipboard.copied ? IconCheck : curl ? IconTerminal2 : IconLink;
  const copy = () => {
    const url = new URL(path, window.location.origin).href;
    clipboard.copy(curl ? `curl -H "Authorization: Bearer $TOKEN" ${shellQuote(url)}` : url);
  };
  return (
    <Button variant="default" size="xs" leftSection={<Icon size={14} aria-hidden />} onClick={copy}>
      {clipboard.copied ? "Copied" : curl ? "Copy as curl" : "Copy link"}
    </Button>
  );
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
