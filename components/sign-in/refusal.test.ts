import { expect, test } from "vitest";
import { refusalText, THROTTLED } from "./refusal";

test("too many attempts say how long to wait, in whole minutes", () => {
  expect(refusalText(`${THROTTLED}1`)).toBe("Too many attempts. Wait 1 minute, then try again.");
  expect(refusalText(`${THROTTLED}601`)).toBe("Too many attempts. Wait 11 minutes, then try again.");
});

test("a stranger's text in the address never becomes part of the message", () => {
  for (const error of [`${THROTTLED}<b>soon</b>`, `${THROTTLED}99999999`, "Call 555-0100 to unlock", ""]) {
    expect(refusalText(error)).toMatch(/^(Too many attempts\. Wait a while|Signing in did not work)/);
  }
});

test("whoever has an account at the provider and none here is told whom to ask", () => {
  expect(refusalText("AccessDenied", "id.example.org")).toContain("Ask an admin to add the e-mail address");
});
