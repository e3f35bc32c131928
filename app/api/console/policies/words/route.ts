import { call } from "@orpc/server";
import { consoleApi, queryOf } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { listPolicyWords } from "@/lib/policy/list-policy-words";
import { listPolicyWordsInput } from "@/lib/policy/policy-words.schema";

export const GET = consoleApi(async (current, request) =>
  call(listPolicyWords, parseInput(listPolicyWordsInput, queryOf(request)), {
    context: operationContext(current),
  }),
);
