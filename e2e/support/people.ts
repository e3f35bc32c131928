import type { Role } from "../../lib/identity/roles";
import type { MeshClient } from "./mesh-client";

let made = 0;

/** Somebody of a role who is signed in, without a browser. @returns the `cookie` header of the session */
export async function signedInAs(mesh: MeshClient, role: Role): Promise<string> {
  const { token } = await mesh.manage<{ token: string }>("POST", "/users/invite", {
    email: `${role}-${Date.now()}-${made++}@example.com`,
    name: `Some ${role}`,
    role,
  });
  return signInByLink(mesh.url, token);
}

/** Uses a one-time link up the way the page does. @param cookies what the browser had before */
export async function signInByLink(url: string, token: string, cookies = ""): Promise<string> {
  const start = await fetch(`${url}/api/auth/csrf`, { headers: { cookie: cookies } });
  const { csrfToken } = (await start.json()) as { csrfToken: string };
  const response = await fetch(`${url}/api/auth/callback/link`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: [cookies, cookiesOf(start)].filter(Boolean).join("; "), origin: url },
    body: new URLSearchParams({ csrfToken, token, json: "true" }),
  });
  const session = cookiesOf(response);
  if (!session.includes("signalbox.session=")) throw new Error(`not signed in: ${response.status}`);
  return session;
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";", 1)[0])
    .join("; ");
}
