import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { getMeshGraph } from "@/lib/records/get-mesh-graph";
import { meshGraphInput } from "@/lib/records/mesh-graph.schema";

export const GET = consoleApi((current, request) =>
  call(getMeshGraph, parseInput(meshGraphInput, queryOf(request)), { context: operationContext(current) }),
);
