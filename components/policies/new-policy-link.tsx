"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { IconPlus } from "@/components/icons";
import { GatedButton } from "../permissions/gated-button";
import { useLeave } from "../permissions/permissions";

const LABEL = "New policy";

/** To an empty editor; who may not propose changes reads why and whom to ask. */
export function NewPolicyLink() {
  const icon = <IconPlus size={14} aria-hidden />;
  if (!useLeave("mesh:propose").allowed) {
    return (
      <GatedButton permission="mesh:propose" variant="default" leftSection={icon}>
        {LABEL}
      </GatedButton>
    );
  }
  return (
    <Button component={Link} href="/policies/~new" leftSection={icon}>
      {LABEL}
    </Button>
  );
}
