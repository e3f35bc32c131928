import { expect, test } from "vitest";
import { isPriceWhole, type RegisterDraft, registrationOf } from "./register-search";

const draft = {
  kind: "model",
  url: " https://api.example.com/v1 ",
  api: "openai",
  model: "large",
  auth: null,
  name: "large",
  domain: "sales",
  dataClass: "internal",
  title: "",
  description: "",
  skills: null,
  field: "",
  currency: "eur",
  input: "",
  output: "",
  cachedInput: "",
} as unknown as RegisterDraft;

test("a model is registered with its price as it was typed, exact, and without one when none was", () => {
  const priced = registrationOf({ ...draft, input: " 0.150001 ", output: "0.6", cachedInput: "0.075" });
  expect(priced.input).toMatchObject({
    price: { currency: "EUR", input: "0.150001", output: "0.6", cachedInput: "0.075" },
  });
  expect(registrationOf(draft).input).not.toHaveProperty("price");
  expect(registrationOf({ ...draft, kind: "agent", input: "1", output: "2" }).input).not.toHaveProperty(
    "price",
  );
});

test("half a price is none, and is said to be half", () => {
  expect([draft, { ...draft, input: "1" }, { ...draft, input: "1", output: "2" }].map(isPriceWhole)).toEqual([
    true,
    false,
    true,
  ]);
  expect(isPriceWhole({ ...draft, cachedInput: "1" })).toBe(false);
});
