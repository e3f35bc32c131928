import { call } from "@orpc/server";
import { z } from "zod";
import { consoleApi } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { getCall } from "@/lib/records/get-call";

const params = z.object({ id: z.uuid() });

export const GET = consoleApi((current, _request, given: { id: string }) =>
  call(getCall, parseInput(params, given), { context: operationContext(current) }),
);
