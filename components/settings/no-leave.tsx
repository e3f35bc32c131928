"use client";

import { IconShieldLock } from "@/components/icons";
import type { Permission } from "@/lib/identity/roles";
import { useLeave } from "../permissions/permissions";
import { EmptyState } from "../states/empty-state";

/** In place of what the reader may not see: why not, and whom to ask. */
export function NoLeave({ permission, what }: { permission: Permission; what: string }) {
  const { reason } = useLeave(permission);
  return (
    <EmptyState icon={<IconShieldLock size={18} aria-hidden />} title={`You may not see ${what}`}>
      {reason}
    </EmptyState>
  );
}
