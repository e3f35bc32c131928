import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { defineConfig } from "playwright/test";
import { sessionFile } from "./e2e/support/session";

/** The account that tests sign in with. */
const ADMIN = { email: "admin@example.com", password: "a-long-test-password" };

const CONSOLE =
  /(accessibility|audit|budgets|call-page|calls|catalog|certification|changes|consent|cost|domains|graph|hostile-content|import|keyboard|labels|lifecycle|live-calls|long-lists|overview|page-security|policies|register|roles|settings|sign-in|try-it|url-state|whole-change)\.spec\.ts$/;
const EMPTY = /empty\.spec\.ts$/;

// Every worker loads this file again; the first to do so chooses for all.
if (!process.env.E2E_PORT) {
  const home = mkdtempSync(join(tmpdir(), "signalbox-e2e-"));
  const emptyHome = mkdtempSync(join(tmpdir(), "signalbox-e2e-empty-"));
  Object.assign(process.env, {
    E2E_PORT: String(await freePort()),
    E2E_HOME: home,
    E2E_EMPTY_PORT: String(await freePort()),
    E2E_EMPTY_HOME: emptyHome,
    E2E_ADMIN_EMAIL: ADMIN.email,
    E2E_ADMIN_PASSWORD: ADMIN.password,
  });
  process.once("exit", () => {
    for (const folder of [home, emptyHome]) rmSync(folder, { recursive: true, force: true });
  });
}
const origin = `http://localhost:${process.env.E2E_PORT}`;
const emptyOrigin = `http://localhost:${process.env.E2E_EMPTY_PORT}`;

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
  projects: [
    // `npm run screenshots`
    ...(process.env.SIGNALBOX_PICTURES === "on"
      ? [{ name: "pictures", testMatch: /\.picture\.ts$/, dependencies: ["full setup"] }]
      : []),
    // What needs no browser runs first, in one go with whatever is added.
    { name: "programs", testMatch: /\.spec\.ts$/, testIgnore: [CONSOLE, EMPTY] },
    { name: "full setup", testMatch: /full\.setup\.ts/ },
    { name: "empty setup", testMatch: /empty\.setup\.ts/, use: { baseURL: emptyOrigin } },
    {
      name: "console",
      testMatch: CONSOLE,
      dependencies: ["full setup"],
      use: { storageState: sessionFile("full") },
    },
    {
      name: "empty console",
      testMatch: EMPTY,
      dependencies: ["empty setup"],
      use: { baseURL: emptyOrigin, storageState: sessionFile("empty") },
    },
  ],
  webServer: [
    mesh(origin, { PORT: process.env.E2E_PORT, SIGNALBOX_HOME: process.env.E2E_HOME }),
    mesh(emptyOrigin, {
      PORT: process.env.E2E_EMPTY_PORT,
      SIGNALBOX_HOME: process.env.E2E_EMPTY_HOME,
      SIGNALBOX_SAMPLES: "off",
    }),
  ],
});

/** A mesh of the run: one with the samples, one in which nothing has happened yet. */
function mesh(url: string, env: Record<string, string | undefined>) {
  return {
    command: "node bin/start.mjs",
    url: `${url}/readyz`,
    timeout: 240_000,
    gracefulShutdown: { signal: "SIGTERM" as const, timeout: 40_000 },
    env: {
      SIGNALBOX_ADMIN_EMAIL: ADMIN.email,
      SIGNALBOX_ADMIN_PASSWORD: ADMIN.password,
      SIGNALBOX_LOG: "warn",
      ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value ?? ""])),
    },
  };
}

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
