import { expect, test } from "vitest";
import { idFloor, idTimeMs, newId } from "./ids";

test("ids are UUIDs of version 7 that grow within a millisecond and carry their time", () => {
  const at = Date.now();
  const ids = Array.from({ length: 1000 }, () => newId(at));
  expect(new Set(ids).size).toBe(1000);
  expect([...ids].sort()).toEqual(ids);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(idTimeMs(ids[0] as string)).toBe(at);
  expect(idFloor(at) <= (ids[0] as string)).toBe(true);
  expect(idFloor(at + 1) > (ids[999] as string)).toBe(true);
});
