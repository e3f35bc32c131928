import { requireUser } from "@/app/_auth/require-user";
import { ShortcutsScreen } from "@/components/settings/shortcuts-screen";
import { PageHeader } from "@/components/shell/page-header";

export const metadata = { title: "Shortcuts" };

export default async function ShortcutsPage() {
  await requireUser();
  return (
    <>
      <PageHeader title="Shortcuts" description="The console by keyboard, in this browser." help="settings" />
      <ShortcutsScreen />
    </>
  );
}
