"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { IconPlus } from "@/components/icons";
import { GatedButton } from "../permissions/gated-button";
import { useLeave } from "../permissions/permissions";

const LABEL = "Register";

/** To the steps that register an asset; who may not register reads why and whom to ask. */
export function RegisterLink() {
  const icon = <IconPlus size={14} aria-hidden />;
  if (!useLeave("registry:write").allowed) {
    return (
      <GatedButton permission="registry:write" variant="default" leftSection={icon}>
        {LABEL}
      </GatedButton>
    );
  }
  return (
    <Button component={Link} href="/catalog/register" leftSection={icon}>
      {LABEL}
    </Button>
  );
}
