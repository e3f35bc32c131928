import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { listAssets } from "@/lib/registry/list-assets";
import { listAssetsInput } from "@/lib/registry/list-assets.schema";

export const GET = consoleApi((current, request) =>
  call(listAssets, parseInput(listAssetsInput, queryOf(request)), { context: operationContext(current) }),
);
