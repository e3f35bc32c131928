import type { ReactNode } from "react";
import { requireUser } from "@/app/_auth/require-user";
import { signOut } from "@/app/_auth/sign-out";
import { Clock } from "@/components/data/clock";
import { Permissions } from "@/components/permissions/permissions";
import { Shell } from "@/components/shell/shell";
import { listAblePeople } from "@/lib/identity/list-able-people";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { user, mesh } = await requireUser();
  const people = await listAblePeople(mesh.database.db);
  return (
    <Clock serverNowMs={Date.now()}>
      <Permissions standing={{ role: user.role, people }}>
        <Shell person={{ name: user.name, role: user.role, signOut }}>{children}</Shell>
      </Permissions>
    </Clock>
  );
}
