import { call } from "@orpc/server";
import { expect } from "vitest";
import type { Mesh } from "@/lib/gateway/mesh";
import type { OperationContext } from "@/lib/identity/operation";
import { getCertification } from "@/lib/registry/certification/get-certification";
import { putAsset } from "@/lib/registry/put-asset";
import { saveDomain } from "@/lib/registry/save-domain";
import { SAMPLE_SPECS } from "@/lib/registry/testing/sample-specs";
import { applyChange } from "../apply-change";
import { approve, as, person, propose } from "./people";

export const CLERK = { kind: "agent" as const, name: "clerk" };

export const clerkSpec = {
  ...SAMPLE_SPECS.agent,
  card: { name: "Clerk" },
  skills: [],
  permitted: { models: ["chat"] },
  prompts: ["greeting"],
};

export const promptOf = (content: string) => ({ messages: [{ role: "system", content }] });

/** An agent in the domain `test` that names a model and a prompt, and the people who have it certified. */
export async function clerkOf(mesh: Mesh) {
  const ada = await person(mesh, "admin");
  const grace = await person(mesh, "admin");
  const caller = { kind: "service" as const, id: "job" };
  const program: OperationContext = as(mesh, { ...ada.principal, caller, subject: caller, chain: [caller] });
  const put = (kind: string, name: string, spec: unknown) =>
    call(putAsset, { kind: kind as "agent", name, domain: "test", spec }, { context: program });
  const rule = (certification: Record<string, unknown>) =>
    put("review-rule", "lenient", {
      kinds: ["agent"],
      domains: ["test"],
      approvals: 1,
      from: "reviewers",
      certification: { unsigned: true, ...certification },
    });
  const contact = (address: string | undefined) =>
    call(saveDomain, { name: "test", title: "Test", contact: address }, { context: program });
  const look = () => call(getCertification, CLERK, { context: ada });
  /** Has it certified by a request that somebody else approves. */
  const certify = async () => {
    const { number } = await propose(ada, { op: "certify", ...CLERK });
    await approve(grace, number);
    await call(applyChange, { number }, { context: ada });
    expect((await look()).state).toBe("valid");
  };
  await contact("desk@example.com");
  await rule({});
  await put("model", "chat", SAMPLE_SPECS.model);
  await put("prompt", "greeting", promptOf("Greet."));
  await put("agent", "clerk", clerkSpec);
  await mesh.registry.refresh();
  return { ada, grace, program, put, rule, contact, look, certify };
}
