import { call } from "@orpc/server";
import { requireUser } from "@/app/_auth/require-user";
import { operationContext } from "@/app/_data/operation-context";
import { AboutScreen } from "@/components/settings/about-screen";
import { PageHeader } from "@/components/shell/page-header";
import { getSystem } from "@/lib/records/get-system";

export const metadata = { title: "About" };

export default async function AboutPage() {
  const context = operationContext(await requireUser());
  const system = await call(getSystem, undefined, { context });
  return (
    <>
      <PageHeader title="About" description="What runs here." help="settings" />
      <AboutScreen system={system} />
    </>
  );
}
