"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { IconSend } from "@/components/icons";
import { tryHref } from "./try-search";

/** Opens an agent, a server's tools or a model to be tried. */
export function TryLink({ kind, name }: { kind: string; name: string }) {
  return (
    <Button
      component={Link}
      href={tryHref({ kind, name })}
      prefetch={false}
      variant="default"
      leftSection={<IconSend size={14} aria-hidden />}
    >
      Try it
    </Button>
  );
}
