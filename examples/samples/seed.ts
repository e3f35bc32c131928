import { z } from "zod";
import {
  CERTIFICATION_RULE,
  DOMAINS,
  SAMPLES,
  type Sample,
  type SampleAsset,
  TRAFFIC_CLIENT,
} from "./catalog";
import { ApiError, clientToken, type MeshApi } from "./mesh-api";
import type { SamplePolicy } from "./policies";
import type { SamplesState } from "./state";

const created = z.object({ client: z.object({ clientId: z.string() }), clientSecret: z.string() });

/**
 * Makes sure that every agent of the samples, and the sample traffic, has a client whose credentials work at this mesh.
 * @returns the clients by sample name
 */
export async function seedClients(
  api: MeshApi,
  meshUrl: string,
  known: SamplesState["clients"],
): Promise<SamplesState["clients"]> {
  const wanted = [
    ...SAMPLES.flatMap(({ name, client }) =>
      client ? [{ key: name, kind: "agent", agentName: name, ...client }] : [],
    ),
    { key: TRAFFIC_CLIENT.key, kind: "service", title: TRAFFIC_CLIENT.title },
  ];
  const clients: SamplesState["clients"] = {};
  for (const { key, ...input } of wanted) {
    const have = known[key];
    if (have && (await works(meshUrl, have))) {
      clients[key] = have;
      continue;
    }
    const { client, clientSecret } = created.parse(await api.post("/clients", input));
    clients[key] = { clientId: client.clientId, clientSecret };
  }
  return clients;
}

/** Domains, and what certificates in them demand, come before what belongs to them. */
export async function seedDomains(api: MeshApi): Promise<void> {
  for (const domain of DOMAINS) await api.post("/domains", domain);
  const { name, ...rule } = CERTIFICATION_RULE;
  if (!(await exists(api, "review-rule", name))) await api.put(`/assets/review-rule/${name}`, rule);
}

/**
 * Registers what a running sample serves and asks for its certificate. An address or a card that is as before changes nothing; a new one makes a new version, which is certified anew.
 */
export async function seedAssets(api: MeshApi, sample: Sample, url: string): Promise<void> {
  for (const asset of sample.assets) {
    const isNew = !(await exists(api, asset.kind, asset.name));
    await api.post(`/${asset.collection}`, { ...head(asset, isNew), ...asset.spec(url) });
    if (asset.certified) await certify(api, asset);
  }
}

/** What the mesh's operators have changed since may keep it from being certified: then that stands. */
async function certify(api: MeshApi, { kind, name }: SampleAsset): Promise<void> {
  try {
    await api.post(`/assets/${kind}/${name}/certificate`, {});
  } catch (err) {
    if (!(err instanceof ApiError) || err.code !== "conflict") throw err;
  }
}

/** Puts a sample policy in force where there is none of that name; one that somebody changed is left alone. */
export async function seedPolicy(api: MeshApi, policy: SamplePolicy): Promise<void> {
  if (!(await exists(api, "policy", policy.name))) await api.post("/policies", policy);
}

function head(asset: SampleAsset, isNew: boolean) {
  const { name, domain, title, description, tags, dataClass } = asset;
  return isNew ? { name, domain, title, description, tags, dataClass } : { name, domain };
}

async function exists(api: MeshApi, kind: string, name: string): Promise<boolean> {
  try {
    await api.get(`/assets/${kind}/${name}`);
    return true;
  } catch (err) {
    if (err instanceof ApiError && err.code === "not_found") return false;
    throw err;
  }
}

async function works(meshUrl: string, client: { clientId: string; clientSecret: string }): Promise<boolean> {
  try {
    await clientToken(meshUrl, client.clientId, client.clientSecret, "mesh");
    return true;
  } catch (err) {
    if (err instanceof ApiError) return false;
    throw err;
  }
}
