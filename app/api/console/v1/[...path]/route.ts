import { assertSameOrigin } from "@/app/_auth/assert-same-origin";
import { consoleApi } from "@/app/_data/console-api";
import { operationContext } from "@/app/_data/operation-context";
import { MeshError } from "@/lib/core/errors";
import { operationsHandler } from "@/lib/protocols/api/operations-handler";
import { readRequest } from "@/lib/protocols/api/read-request";

const PREFIX = "/api/console/v1";

/** The management API for a signed-in person: the same operations as under `/api/v1`, by the session instead of a badge. Some of them, such as approving a change, are for people alone. */
const answer = consoleApi(async (current, request) => {
  if (request.method !== "GET") assertSameOrigin(request);
  const { config } = current.mesh;
  const { matched, response } = await operationsHandler(config.publicUrl, PREFIX).handle(
    await readRequest(request, config.maxBodyBytes),
    { prefix: PREFIX, context: operationContext(current) },
  );
  if (!matched) throw new MeshError("not_found", "The management API has no such path.");
  return response;
});

export { answer as DELETE, answer as GET, answer as POST, answer as PUT };
