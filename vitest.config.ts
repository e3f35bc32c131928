import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: "@", replacement: root.replace(/\/$/, "") },
      { find: "server-only", replacement: `${root}lib/core/server-only.ts` },
    ],
  },
  test: {
    include: [
      "lib/**/*.test.ts",
      "cli/**/*.test.ts",
      "db/**/*.test.ts",
      "examples/**/*.test.ts",
      "bench/**/*.test.ts",
      "faults/**/*.test.ts",
      "conformance/**/*.test.ts",
      "bin/**/*.test.ts",
      "app/**/*.test.ts",
      "components/**/*.test.ts",
    ],
    globalSetup: ["db/testing/global-setup.ts"],
    // Classes are what a test of the components may ask about.
    css: { include: /\.module\.css$/ },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
