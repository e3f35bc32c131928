import { redirect } from "next/navigation";
import { requireUser } from "@/app/_auth/require-user";
import { roleAllows } from "@/lib/identity/roles";

export const metadata = { title: "Settings" };

/** Leads to the first part that the reader may see. */
export default async function SettingsPage() {
  const { user } = await requireUser();
  redirect(roleAllows([user.role], "members:read") ? "/settings/members" : "/settings/roles");
}
