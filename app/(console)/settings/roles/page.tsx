import { requireUser } from "@/app/_auth/require-user";
import { RolesMatrix } from "@/components/settings/roles-matrix";
import { PageHeader } from "@/components/shell/page-header";

export const metadata = { title: "Roles" };

export default async function RolesPage() {
  await requireUser();
  return (
    <>
      <PageHeader
        title="Roles"
        description="What each role can do. The mesh decides by this table, at each request and whatever a page shows."
        help="settings"
      />
      <RolesMatrix />
    </>
  );
}
