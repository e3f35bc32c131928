import { listChangeRows, listChangeSubjects } from "@/db/queries/changes";
import { OPEN_STATES } from "@/db/queries/open-changes";
import { operation } from "@/lib/identity/operation";
import { registryService } from "@/lib/registry/asset";
import { exemptionOf } from "./exemption-of";
import { getStateRulesInput, stateRules } from "./get-state-rules.schema";
import { prepareItems } from "./prepare-items";
import { requirementsOf } from "./requirements-of";

const MOST_OPEN = 20;

/** Whether altering an asset's state takes effect at once or asks people first, and what has been asked already. @throws MeshError `not_found` */
export const getStateRules = operation({ permission: "changes:read" })
  .route({
    method: "GET",
    path: "/assets/{kind}/{name}/state",
    summary: "What it takes to alter an asset's state",
    tags: ["registry"],
  })
  .input(getStateRulesInput)
  .output(stateRules)
  .handler(async ({ input, context }) => {
    const { db } = context.database;
    const { kind, name } = input;
    // Rules look at what an item is about, not at which state it asks for.
    const [item] = await prepareItems(db, [{ op: "state", kind, name, lifecycle: "deprecated" }]);
    if (!item) throw new Error("one state was asked about");
    const rows = await listChangeRows(db, {
      asset: { kind, name },
      states: OPEN_STATES,
      withExempt: false,
      limit: MOST_OPEN,
    });
    const subjects =
      rows.length > 0 ? await listChangeSubjects(db, { changeIds: rows.map(({ id }) => id) }) : [];
    const ofState = subjects.filter((one) => one.op === "state" && one.kind === kind && one.name === name);
    return {
      atOnce: exemptionOf(context, item) !== undefined,
      needs: requirementsOf([item], context.services.get(registryService).current()),
      open: rows
        .filter(({ id }) => ofState.some(({ changeId }) => changeId === id))
        .map(({ number, title }) => ({ number, title })),
    };
  });
