import { requireUser } from "@/app/_auth/require-user";
import { Appearance } from "@/components/settings/appearance";
import { PageHeader } from "@/components/shell/page-header";

export const metadata = { title: "Appearance" };

export default async function AppearancePage() {
  await requireUser();
  return (
    <>
      <PageHeader title="Appearance" description="How the console looks in this browser." help="settings" />
      <Appearance />
    </>
  );
}
