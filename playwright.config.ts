import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { defineConfig } from "playwright/test";

/** The account that tests sign in with. */
const ADMIN = { email: "admin@example.com", password: "a-long-test-password" };

// Every worker loads this file again; the first to do so chooses for all.
if (!process.env.E2E_PORT) {
  const home = mkdtempSync(join(tmpdir(), "signalbox-e2e-"));
  Object.assign(process.env, {
    E2E_PORT: String(await freePort()),
    E2E_HOME: home,
    E2E_ADMIN_EMAIL: ADMIN.email,
    E2E_ADMIN_PASSWORD: ADMIN.password,
  });
  process.once("exit", () => rmSync(home, { recursive: true, force: true }));
}
const origin = `http://localhost:${process.env.E2E_PORT}`;

/** Browser tests run against the built product with a data folder of its own, started the way a user starts it. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/playwright",
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI === "true",
  use: {
    baseURL: origin,
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? (await chromium.executablePath()),
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    },
  },
  webServer: {
    command: "node bin/start.mjs",
    url: `${origin}/readyz`,
    timeout: 240_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 40_000 },
    env: {
      PORT: process.env.E2E_PORT ?? "",
      SIGNALBOX_HOME: process.env.E2E_HOME ?? "",
      SIGNALBOX_ADMIN_EMAIL: ADMIN.email,
      SIGNALBOX_ADMIN_PASSWORD: ADMIN.password,
      SIGNALBOX_LOG: "warn",
    },
  },
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
