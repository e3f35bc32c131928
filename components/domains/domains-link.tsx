"use client";

import { Button } from "@mantine/core";
import Link from "next/link";

/** From the catalog to those who own what is in it. */
export function DomainsLink() {
  return (
    <Button component={Link} href="/domains" variant="default">
      Domains
    </Button>
  );
}
