import { makeSuite, recordRun } from "./support/suites";
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

test("a certificate needs the suites that are asked for: no run, one that fails, one that passes, and an older version in words", async ({
  page,
  mesh,
}) => {
  const stamp = Date.now().toString(36);
  const [agent, suite] = [`evaluated-${stamp}`, `safety-${stamp}`];
  const subject = `agent/${agent}`;
  const { live } = await mesh.manage<{ live: { spec: object } }>("GET", "/assets/agent/crm-specialist");
  const put = (more: object) =>
    mesh.manage("PUT", `/assets/agent/${agent}`, {
      domain: "sales",
      title: agent,
      spec: { ...live.spec, suites: [suite], ...more },
    });
  await makeSuite(mesh, suite);
  await put({});
  const tab = `/catalog/agent/${agent}?tab=certification`;
  const suites = page.getByRole("list", { name: "Suites that must pass" });

  await visit(page, tab);
  await expect(suites).toContainText("No result");
  await expect(suites).toContainText("It has not been run on this asset yet.");
  await recordRun(mesh, { suite, subject, passed: 1 });
  await visit(page, tab);
  await expect(suites).toContainText("Failed");
  await expect(suites).toContainText("1 of 4 cases passed");
  await expect(page.getByRole("list", { name: "Conditions of the certificate" })).toContainText(
    `It does not pass ${suite}.`,
  );
  await recordRun(mesh, { suite, subject, passed: 3 });
  await visit(page, tab);
  await expect(suites).toContainText("run by nightly evaluation");
  await page.getByRole("button", { name: "Certify" }).click();
  const dialog = page.getByRole("dialog", { name: `Certify ${agent}?` });
  await dialog.getByRole("button", { name: "Certify" }).click();
  await expect(dialog.getByRole("status")).toContainText("Done and on record");

  await recordRun(mesh, { suite, subject, passed: 0 });
  await visit(page, tab);
  await expect(page.getByRole("region", { name: "Conditions" })).toContainText("Certificate suspended");
  await recordRun(mesh, { suite, subject, passed: 4 });
  await put({ streaming: false });
  await visit(page, tab);
  await expect(suites).toContainText("No result");
  await expect(suites).toContainText("The latest run, which passed, does not count: Agent");

  // From here to every run of the suite on this agent.
  await suites.getByRole("link", { name: suite }).click();
  const table = page.getByRole("table", { name: `Results of ${suite}` });
  await expect(table.getByRole("row")).toHaveCount(5);
  await page.getByLabel("Result", { exact: true }).selectOption("failed");
  await expect(table.getByRole("row")).toHaveCount(3);
  await page.keyboard.press("Escape");
  await page.locator("body").press("j");
  const result = page.getByRole("complementary", { name: "Result" });
  await expect(result.getByRole("list", { name: "Cases that did not pass" })).toContainText(
    "Shouted at angry",
  );
  await expect(result.getByRole("link", { name: "ci.example.com" })).toHaveAttribute("rel", /noopener/);
  await expect(page).toHaveURL(/verdict=failed/);
  await page.reload();
  await expect(result).toContainText("Shouted at angry");
  await page.locator("body").press("Escape");
  await expect(result).toHaveCount(0);
  await page.getByRole("button", { name: /^Only of/ }).click();
  await expect(page).not.toHaveURL(/subject=/);
});

test("a suite that was never run says how its results come to be, and one that could not be read offers another try", async ({
  page,
  mesh,
}) => {
  const suite = `unused-${Date.now().toString(36)}`;
  await makeSuite(mesh, suite);
  await visit(page, `/catalog/suite/${suite}?tab=results`);
  await expect(page.getByText("No result yet")).toBeVisible();
  await page.route("**/api/console/v1/suite-results?*", (route) => route.abort());
  await page.getByLabel("Result", { exact: true }).selectOption("passed");
  await expect(page.getByText("This could not be loaded")).toBeVisible();
  await page.unroute("**/api/console/v1/suite-results?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("No result matches")).toBeVisible();
  await page.getByRole("button", { name: "Show all results" }).click();
  await expect(page.getByText("No result yet")).toBeVisible();
});
