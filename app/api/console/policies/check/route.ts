import { call } from "@orpc/server";
import { assertSameOrigin } from "@/app/_auth/assert-same-origin";
import { consoleApi } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { parseInput } from "@/lib/core/parse-input";
import { parseJson } from "@/lib/core/parse-json";
import { readBody } from "@/lib/gateway/read-body";
import { checkPolicy } from "@/lib/policy/check-policy";
import { checkPolicyInput } from "@/lib/policy/check-policy.schema";

/** The text with its tests, as JSON. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Asked while somebody types; changes nothing. A POST because a policy is longer than an address may be. */
export const POST = consoleApi(async (current, request) => {
  assertSameOrigin(request);
  const input = parseInput(checkPolicyInput, parseJson(await readBody(request, MAX_BYTES)));
  return call(checkPolicy, input, { context: operationContext(current) });
});
