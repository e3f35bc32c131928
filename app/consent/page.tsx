import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { requireUser } from "@/app/_auth/require-user";
import { signOut } from "@/app/_auth/sign-out";
import { ConsentView } from "@/components/consent/consent-view";
import { RequestProblem } from "@/components/consent/request-problem";
import { isMeshError } from "@/lib/core/errors";
import { type Asking, askConsent } from "@/lib/protocols/oauth/authorize/ask-consent";
import { AuthorizationError } from "@/lib/protocols/oauth/authorize/authorization-request";
import { answer } from "./actions";

export const metadata = { title: "Allow access" };

/** Asks the signed-in person whether an app may act for them. `/oauth/authorize` leads here; everything is checked again. */
export default async function ConsentPage() {
  const { mesh, user, session } = await requireUser();
  const path = (await headers()).get("x-path") ?? "";
  const request = path.slice(path.indexOf("?") + 1);
  let asking: Asking;
  try {
    asking = await askConsent(mesh, { request, userId: user.id, sessionId: session.id });
  } catch (err) {
    if (err instanceof AuthorizationError || isMeshError(err)) return <RequestProblem text={err.message} />;
    throw err;
  }
  if (asking.kind === "go") redirect(asking.location);
  const { app, redirectUri, grants, since, ticket } = asking;
  return (
    <ConsentView
      app={{ title: app.title, clientId: app.clientId, source: app.source }}
      redirectUri={redirectUri}
      grants={grants}
      since={since?.toISOString()}
      email={user.email}
      answer={answer.bind(null, request, ticket)}
      signOut={signOut}
    />
  );
}
