import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { currentUser } from "@/app/_auth/current-user";
import { safePath } from "@/app/_auth/safe-path";
import { sessionCookie } from "@/app/_auth/session-cookie";
import { PasswordForm } from "@/components/sign-in/password-form";
import { SignInFrame } from "@/components/sign-in/sign-in-frame";
import { getMesh } from "@/lib/runtime/get-mesh";

export const metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams;
  const path = safePath(typeof next === "string" ? next : undefined);
  if (await currentUser()) redirect(path);
  const { config } = await getMesh();
  const { oidc } = config;
  // Signing out takes the cookie away; one that opens nothing belonged to a session that ended by itself or by somebody else.
  const ended = (await cookies()).has(sessionCookie(config).name);
  return (
    <SignInFrame title="Sign in to Signalbox">
      <PasswordForm
        next={path}
        provider={oidc ? new URL(oidc.issuer).host : undefined}
        error={typeof error === "string" ? error : undefined}
        ended={ended}
      />
    </SignInFrame>
  );
}
