import { createServer, type Server } from "node:http";
import Provider from "oidc-provider";
import { freePort } from "./free-port";

/** An organisation's identity provider: a real one, with its own sign-in and consent pages. */
export interface OpenIdProvider {
  issuer: string;
  stop(): Promise<void>;
}

export interface Person {
  sub: string;
  email: string;
  emailVerified: boolean;
}

/** Whoever types `sub` as the login is that person; the password is not looked at. */
export async function openIdProvider(
  client: { id: string; secret: string; redirectUri: string },
  people: readonly Person[],
): Promise<OpenIdProvider> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirectUri] }],
    pkce: { required: () => true, methods: ["S256"] },
    scopes: ["openid", "email", "profile"],
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    // The ID token carries what the scopes ask for, as most providers do it.
    conformIdTokenClaims: false,
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    cookies: { keys: ["only for tests"] },
    findAccount: (_ctx, id) => {
      const person = people.find(({ sub }) => sub === id);
      if (!person) return undefined;
      const { sub, email, emailVerified } = person;
      return { accountId: sub, claims: () => ({ sub, email, email_verified: emailVerified }) };
    },
  });
  const server: Server = createServer(provider.callback());
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  return {
    issuer,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
