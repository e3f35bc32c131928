import { redirect } from "next/navigation";
import { currentUser } from "@/app/_auth/current-user";
import { safePath } from "@/app/_auth/safe-path";
import { PasswordForm } from "@/components/sign-in/password-form";
import { SignInFrame } from "@/components/sign-in/sign-in-frame";
import { getMesh } from "@/lib/runtime/get-mesh";

export const metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams;
  const path = safePath(typeof next === "string" ? next : undefined);
  if (await currentUser()) redirect(path);
  const { oidc } = (await getMesh()).config;
  return (
    <SignInFrame title="Sign in to Signalbox">
      <PasswordForm
        next={path}
        provider={oidc ? new URL(oidc.issuer).host : undefined}
        refused={error !== undefined}
      />
    </SignInFrame>
  );
}
