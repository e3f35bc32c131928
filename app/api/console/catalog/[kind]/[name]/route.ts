import { call } from "@orpc/server";
import { consoleApi } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { overviewOf } from "@/components/catalog/asset-overview-data";
import { getAsset } from "@/lib/registry/get-asset";

export const GET = consoleApi(async (current, _request, { kind, name }: { kind: string; name: string }) =>
  overviewOf(await call(getAsset, { kind, name }, { context: operationContext(current) })),
);
