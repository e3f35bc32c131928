import type { MeshClient } from "./mesh-client";

const CASES = ["angry", "empty", "long", "polite"];

/** A suite of four cases, half of which must pass. */
export async function makeSuite(mesh: MeshClient, name: string, passAt = 0.5): Promise<void> {
  const items = CASES.map((id) => ({ id, value: id }));
  await mesh.manage("PUT", `/assets/dataset/${name}-letters`, {
    domain: "sales",
    spec: { itemSchema: { type: "string" }, items },
  });
  await mesh.manage("PUT", `/assets/suite/${name}`, {
    domain: "sales",
    title: name,
    spec: {
      cases: `dataset/${name}-letters`,
      checks: [{ type: "excludes", name: "no-shouting", text: "!!!" }],
      passAt,
    },
  });
}

/** What a job records of a run in which the first cases passed. @returns the result's id */
export async function recordRun(
  mesh: MeshClient,
  { suite, subject, passed }: { suite: string; subject: string; passed: number },
): Promise<string> {
  const { id } = await mesh.manage<{ id: string }>("POST", `/suites/${suite}/results`, {
    subject,
    ranAt: new Date().toISOString(),
    runner: "nightly evaluation",
    link: "https://ci.example.com/runs/7",
    cases: CASES.map((one, at) =>
      at < passed
        ? { id: one, outcome: "passed" }
        : { id: one, outcome: "failed", note: `Shouted at ${one}` },
    ),
  });
  return id;
}

/** The results of a suite that has some, one of them open beside the list. */
export async function suiteWithResults(mesh: MeshClient): Promise<string> {
  const suite = `seen-${Date.now().toString(36)}`;
  const subject = "agent/crm-specialist";
  await makeSuite(mesh, suite);
  await recordRun(mesh, { suite, subject, passed: 4 });
  const id = await recordRun(mesh, { suite, subject, passed: 1 });
  return `/catalog/suite/${suite}?tab=results&result=${id}`;
}

/** A suite that was never run. */
export async function suiteWithoutResults(mesh: MeshClient): Promise<string> {
  const suite = `new-${Date.now().toString(36)}`;
  await makeSuite(mesh, suite);
  return `/catalog/suite/${suite}?tab=results`;
}
