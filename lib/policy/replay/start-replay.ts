import { z } from "zod";
import { authorOf } from "@/lib/identity/author";
import { operation } from "@/lib/identity/operation";
import { registryService } from "@/lib/registry/asset";
import { liveSources } from "../live-sources";
import { createPolicySet } from "../policy-set";
import { draftSources } from "./draft-sources";
import { rangeOf } from "./range-of";
import { startReplayInput } from "./replay.schema";
import { replayRunnerService } from "./replay-runner";

/**
 * Starts a replay of recorded decisions under a draft of policies: what would have been denied, allowed or held that was not. Changes nothing that is governed, so it leaves no audit entry.
 * @throws MeshError `invalid_request` when the draft does not compile; `unavailable` when too many wait
 */
export const startReplay = operation({ permission: "calls:read" })
  .route({
    method: "POST",
    path: "/policies/replays",
    summary: "Replay recorded decisions under a draft of policies",
    tags: ["policies"],
  })
  .input(startReplayInput)
  .output(z.object({ id: z.uuid() }))
  .handler(async ({ input, context }) => {
    rangeOf(input);
    const { services, principal } = context;
    createPolicySet(draftSources(liveSources(services.get(registryService).current()), input.draft));
    const id = await services.get(replayRunnerService).start(input, authorOf(principal).actor);
    return { id };
  });
