"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { IconHistory, IconPencil } from "@/components/icons";
import { assetHref } from "../calls/call-links";
import { policyHref } from "./policy-links";

/** From a policy in the catalog to where it is written. */
export function EditPolicyLink({ name }: { name: string }) {
  return (
    <Button
      component={Link}
      href={policyHref(name)}
      prefetch={false}
      variant="default"
      leftSection={<IconPencil size={14} aria-hidden />}
    >
      Open in the editor
    </Button>
  );
}

/** From the editor to the versions of a policy, who made them and what they changed. */
export function PolicyHistoryLink({ name }: { name: string }) {
  return (
    <Button
      component={Link}
      href={`${assetHref("policy", name)}?tab=versions`}
      prefetch={false}
      variant="default"
      leftSection={<IconHistory size={14} aria-hidden />}
    >
      Versions
    </Button>
  );
}
