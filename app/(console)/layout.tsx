import type { ReactNode } from "react";
import { requireUser } from "@/app/_auth/require-user";
import { signOut } from "@/app/_auth/sign-out";
import { Clock } from "@/components/data/clock";
import { Shell } from "@/components/shell/shell";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { user } = await requireUser();
  return (
    <Clock serverNowMs={Date.now()}>
      <Shell person={{ name: user.name, role: user.role, signOut }}>{children}</Shell>
    </Clock>
  );
}
