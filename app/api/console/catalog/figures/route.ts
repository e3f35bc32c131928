import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { listAssetFigures } from "@/lib/registry/list-asset-figures";
import { listAssetFiguresInput } from "@/lib/registry/list-asset-figures.schema";

export const GET = consoleApi((current, request) =>
  call(listAssetFigures, parseInput(listAssetFiguresInput, queryOf(request)), {
    context: operationContext(current),
  }),
);
