"use server";

import { call } from "@orpc/server";
import { z } from "zod";
import { attempt } from "@/app/_data/attempt";
import { operationContext } from "@/app/_data/operation-context";
import { runOperation } from "@/app/_data/run-operation";
import { parseInput } from "@/lib/core/parse-input";
import { importAssets } from "@/lib/registry/import/import-assets";
import { previewRegistration } from "@/lib/registry/preview/preview-registration";
import { registerAgent } from "@/lib/registry/register-agent";
import { registerMcpServer } from "@/lib/registry/register-mcp-server";
import { registerModel } from "@/lib/registry/register-model";

/** Looks at what would be registered. Stores nothing. */
export async function previewAction(input: unknown) {
  return runOperation(previewRegistration, input);
}

/** The operations read the rest by their own schemas. */
const registration = z.object({
  kind: z.enum(["agent", "mcp-server", "model"]),
  input: z.record(z.string(), z.unknown()),
});

/** Registers an asset of one of three kinds, or a new version of it. */
export async function registerAction(given: unknown) {
  return attempt((current) => {
    const { kind, input } = parseInput(registration, given);
    const options = { context: operationContext(current) };
    if (kind === "agent") return call(registerAgent, input as never, options);
    if (kind === "mcp-server") return call(registerMcpServer, input as never, options);
    return call(registerModel, input as never, options);
  });
}

/** Imports a file of another product, or says what would come of it. */
export async function importAction(input: unknown) {
  return runOperation(importAssets, input);
}
