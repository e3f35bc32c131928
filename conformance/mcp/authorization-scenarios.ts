import { freePort } from "@/db/embedded";
import { openTestMesh } from "@/lib/gateway/testing/open-test-mesh";
import { newPerson } from "@/lib/protocols/oauth/testing/person";
import { gatewayApp } from "@/lib/runtime/gateway-app";
import { type Check, officialRunner } from "./official-runner";

/** The runner's scenarios for authorization servers against the mesh's token service: a client that registered itself, and a person who agrees. */
export async function authorizationScenarios(): Promise<Check[]> {
  const mesh = await openTestMesh(gatewayApp);
  try {
    const person = await newPerson(mesh.mesh);
    const port = await freePort();
    const clientId = await registered(mesh.url, `http://127.0.0.1:${port}/callback`);
    let said = "";
    let answered = false;
    const onOutput = (text: string) => {
      said += text;
      const address = /^http\S+\?response_type=code\S*$/m.exec(said)?.[0];
      if (answered || address === undefined) return;
      answered = true;
      // The person's browser follows the redirect to the client.
      person
        .answer(address)
        .then((callback) => fetch(callback))
        .catch(console.error);
    };
    const args = ["--url", mesh.url, "--client-id", clientId, "--port", String(port)];
    return await officialRunner(["authorization", ...args], onOutput);
  } finally {
    await mesh.close();
  }
}

/** A client that registers itself, as MCP clients of 2025-11-25 do (RFC 7591). */
async function registered(meshUrl: string, redirectUri: string): Promise<string> {
  const metadata = await fetch(`${meshUrl}/.well-known/oauth-authorization-server`);
  const { registration_endpoint: endpoint } = (await metadata.json()) as { registration_endpoint: string };
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_name: "Conformance runner",
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: "none",
    }),
  });
  const { client_id: clientId } = (await answer.json()) as { client_id?: string };
  if (!clientId) throw new Error(`The client could not be registered: HTTP ${answer.status}.`);
  return clientId;
}
