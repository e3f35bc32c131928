import { expect, test } from "vitest";
import { lookalike } from "./lookalike";

const NAMES = ["params", "method", "taskId"];

test.each(["Params", "PARAMS", "paramſ", "Method", "TASKID", "taskid", "tas\u212aId"])(
  "%s is taken for another member by some reader",
  (member) => {
    expect(lookalike({ method: 1, [member]: 2 }, NAMES)?.member).toBe(member);
  },
);

test.each(["params", "param", "paramss", "task_id", "", "prams"])("%s is only itself", (member) => {
  expect(lookalike({ [member]: 1 }, NAMES)).toBeUndefined();
});
