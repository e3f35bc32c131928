import { redirect } from "next/navigation";
import { requireUser } from "@/app/_auth/require-user";
import { changePassword } from "@/app/(console)/account/actions";
import { ChoosePassword } from "@/components/account/choose-password";
import { Page } from "@/components/shell/page";
import { PageHeader } from "@/components/shell/page-header";

export const metadata = { title: "Welcome" };

/** Where a one-time link leads: whoever has no way to come back chooses one. */
export default async function WelcomePage() {
  const { user } = await requireUser();
  if (user.hasPassword || user.hasOidc) redirect("/");
  return (
    <Page>
      <PageHeader
        title="Welcome to Signalbox"
        description={`You are signed in as ${user.name}, ${user.role}. The link that brought you works once: choose a password, and you can come back.`}
        help="settings"
      />
      <ChoosePassword email={user.email} choose={changePassword} />
    </Page>
  );
}
