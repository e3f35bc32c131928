import { LinkForm } from "@/components/sign-in/link-form";
import { SignInFrame } from "@/components/sign-in/sign-in-frame";

export const metadata = { title: "Sign in by link" };

type Props = { searchParams: Promise<{ token?: string | string[] }> };

/** Opening the page changes nothing: programs that preview links would use it up. The button does. */
export default async function SignInLinkPage({ searchParams }: Props) {
  const { token } = await searchParams;
  return (
    <SignInFrame title="Sign in to Signalbox">
      <LinkForm token={typeof token === "string" ? token.slice(0, 200) : ""} />
    </SignInFrame>
  );
}
