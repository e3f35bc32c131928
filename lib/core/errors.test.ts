import { expect, it } from "vitest";
import { MeshError, toMeshError } from "./errors";

const thrown = (code: string) => Object.assign(new Error("from the driver"), { code });

it.each([
  ["ECONNREFUSED", "unavailable", "cannot reach its database"],
  ["57P01", "unavailable", "cannot reach its database"],
  ["40P01", "unavailable", "Nothing was changed; try again"],
  ["40001", "unavailable", "Nothing was changed; try again"],
  ["22021", "invalid_request", "cannot be stored"],
  ["23505", "internal", "failed to handle"],
])("tells the driver's %s as %s, also where it is a cause", (sqlState, code, words) => {
  const wrapped = new Error("Failed query", { cause: thrown(sqlState) });
  for (const err of [thrown(sqlState), wrapped]) {
    const told = toMeshError(err);
    expect([told.code, told.cause]).toEqual([code, err]);
    expect(told.message).toContain(words);
    expect(told.message).not.toContain("driver");
  }
});

it("leaves what is told already", () => {
  const err = new MeshError("not_found", "There is none.");
  expect(toMeshError(err)).toBe(err);
});
