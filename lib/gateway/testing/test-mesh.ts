import type { Hono } from "hono";
import { afterAll, beforeAll } from "vitest";
import type { Mesh } from "@/lib/gateway/mesh";
import { openTestMesh, type TestMesh } from "./open-test-mesh";

export type { TestMesh } from "./open-test-mesh";

/**
 * A whole mesh over a database of its own, serving the app that `routes` makes on a loopback port for the length of the test file. Usage: `const mesh = testMesh(a2aRoutes)`, then `mesh()` inside a test.
 */
export function testMesh(routes: (mesh: Mesh) => Hono, env: Record<string, string> = {}): () => TestMesh {
  let test: Awaited<ReturnType<typeof openTestMesh>> | undefined;
  beforeAll(async () => {
    test = await openTestMesh(routes, env);
  });
  afterAll(() => test?.close());
  return () => {
    if (!test) throw new Error("the test mesh is ready only inside a test");
    return test;
  };
}
