import { call } from "@orpc/server";
import { consoleApi } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { getReplay } from "@/lib/policy/replay/get-replay";

export const GET = consoleApi(async (current, _request, { id }: { id: string }) =>
  call(getReplay, { id }, { context: operationContext(current) }),
);
