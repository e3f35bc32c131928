import { digestOf } from "@/lib/core/canonical-json";
import { isRecord } from "@/lib/core/is-record";
import type { ApiSpec } from "../kinds/api";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;

type PinnedOperation = ApiSpec["operations"][number];

/** A spec with every operation of its document pinned, unless it says itself which ones are. */
export function pinApi(given: unknown): unknown {
  if (!isRecord(given) || given.operations !== undefined || !isRecord(given.document)) return given;
  return { ...given, operations: operationsOf(given.document) };
}

/**
 * The operations of an OpenAPI document, by path and method. Each digest covers everything that the document says of the operation and what all operations of the path share, so that any later difference can be seen.
 */
export function operationsOf(document: Record<string, unknown>): PinnedOperation[] {
  const paths = isRecord(document.paths) ? document.paths : {};
  return Object.entries(paths).flatMap(([path, item]) => {
    if (!isRecord(item)) return [];
    const { parameters, servers } = item;
    return METHODS.flatMap((method): PinnedOperation[] => {
      const operation = item[method];
      if (!isRecord(operation)) return [];
      const name = method.toUpperCase() as PinnedOperation["method"];
      const { operationId, summary } = operation;
      return [
        {
          id: typeof operationId === "string" && operationId ? operationId : `${name} ${path}`,
          method: name,
          path,
          ...(typeof summary === "string" && summary ? { summary: summary.slice(0, 1000) } : {}),
          digest: digestOf({
            method,
            path,
            operation,
            ...(parameters ? { parameters } : {}),
            ...(servers ? { servers } : {}),
          }),
        },
      ];
    });
  });
}
