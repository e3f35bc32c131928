import { expect, test, visit } from "./support/test";

test("a certificate falls with a prompt that it is bound to: seen, asked for again, and a policy that demands it denies", async ({
  page,
  mesh,
}) => {
  const stamp = Date.now().toString(36);
  const [agent, prompt] = [`certified-${stamp}`, `greeting-${stamp}`];
  const put = (kind: string, name: string, spec: unknown) =>
    mesh.manage("PUT", `/assets/${kind}/${name}`, { domain: "sales", title: name, spec });
  const say = (content: string) => put("prompt", prompt, { messages: [{ role: "system", content }] });
  const { live } = await mesh.manage<{ live: { spec: object } }>("GET", "/assets/agent/crm-specialist");
  await say("Greet people.");
  await put("agent", agent, { ...live.spec, prompts: [prompt] });
  await mesh.manage("POST", "/policies", {
    name: `demands-${stamp}`,
    domain: "sales",
    guardrail: false,
    text: `@id("demands-${stamp}")\nforbid(principal, action == Action::"invokeAgent", resource == Agent::"${agent}") when { !resource.certified };`,
  });

  await visit(page, `/catalog/agent/${agent}?tab=certification`);
  const conditions = page.getByRole("list", { name: "Conditions of the certificate" });
  await expect(conditions.getByRole("listitem")).toHaveCount(6);
  await expect(conditions).not.toContainText("Fails");
  await page.getByRole("button", { name: "Certify" }).click();
  const dialog = page.getByRole("dialog", { name: `Certify ${agent}?` });
  await dialog.getByRole("button", { name: "Certify" }).click();
  await expect(dialog.getByRole("status")).toContainText("Done and on record");
  await visit(page, `/catalog/agent/${agent}?tab=certification`);
  await expect(page.getByRole("list", { name: "Certificates so far" })).toContainText("Certified");
  await expect.poll(() => mesh.askAgent(agent)).not.toContain("policy_denied");

  await say("Greet people twice.");
  await expect.poll(() => mesh.askAgent(agent)).toContain("policy_denied");
  await visit(page, `/catalog/agent/${agent}?tab=certification`);
  await expect(page.getByRole("region", { name: "Conditions" })).toContainText(
    `Prompt ${prompt} has changed from version 1 to 2.`,
  );
  await page.getByRole("link", { name: /^Change \d+$/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`Certify agent ${agent} again`);
  await expect(page.getByRole("region", { name: `Certify agent ${agent}` })).toContainText(
    `Prompt ${prompt} has changed`,
  );
  await visit(page, `/catalog?q=${agent}`);
  await expect(page.getByRole("row", { name: new RegExp(agent) })).toContainText("Certificate suspended");
});
