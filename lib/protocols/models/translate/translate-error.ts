import type { ModelSpec } from "@/lib/registry/kinds/model";
import { objectOf } from "../provider-values";

/** Both vendors' `error.type` by status, as their SDKs and the programs that read them know it. */
const TYPES: Record<ModelSpec["api"], Record<number, string>> = {
  anthropic: {
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    504: "timeout_error",
    529: "overloaded_error",
  },
  openai: { 404: "not_found_error", 429: "rate_limit_error" },
};

/** A provider's error in the other format's envelope, with what the provider said. The status stays, and by it the class that the caller's SDK raises. */
export function translateError(
  api: ModelSpec["api"],
  status: number,
  body: unknown,
): Record<string, unknown> {
  const error = objectOf(objectOf(body)?.error);
  const message =
    typeof error?.message === "string" ? error.message : `The model endpoint answered ${status}.`;
  const usual =
    status >= 500 ? { anthropic: "api_error", openai: "server_error" }[api] : "invalid_request_error";
  const type = TYPES[api][status] ?? usual;
  if (api === "anthropic") return { type: "error", error: { type, message } };
  const code =
    typeof error?.code === "string" ? error.code : typeof error?.type === "string" ? error.type : null;
  return { error: { message, type, param: null, code } };
}
