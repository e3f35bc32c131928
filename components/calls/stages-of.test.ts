import { describe, expect, it } from "vitest";
import { remedyOf } from "./remedy-of";
import { inMeshUs, stagesOf } from "./stages-of";

type Staged = Parameters<typeof stagesOf>[0];
const call = (more: Partial<Staged>): Staged => ({
  callerKind: "user",
  callerId: "u-1",
  decision: "allow",
  policies: ["p"],
  status: "completed",
  errorCode: null,
  durationUs: 1000,
  upstreamUs: 800,
  firstByteUs: null,
  upstreamStatus: 200,
  responseBytes: 10,
  inputTokens: null,
  outputTokens: null,
  cost: null,
  currency: null,
  ...more,
});
const denied = {
  status: "denied",
  decision: "deny",
  durationUs: null,
  upstreamUs: null,
  upstreamStatus: null,
  responseBytes: null,
} as const;
const states = (more: Partial<Staged>) =>
  stagesOf(call(more))
    .map(({ state }) => state)
    .join(" ");

describe("the stages of a call", () => {
  it("are all passed by one that completed", () => {
    expect(states({})).toBe("ok ok ok ok ok ok ok ok");
    expect(inMeshUs(call({}))).toBe(200);
  });

  it("end at the decision for one that policy denied: nothing was sent", () => {
    expect(states({ ...denied, errorCode: "policy_denied" })).toBe(
      "ok refused skipped ok skipped skipped skipped skipped",
    );
    expect(stagesOf(call({ ...denied, errorCode: "policy_denied" }))[4]?.detail).toBe("not a byte was sent");
  });

  it("end at the limits for one that policy allowed and the limits did not", () => {
    expect(states({ ...denied, errorCode: "rate_limited" })).toBe(
      "ok ok refused ok skipped skipped skipped skipped",
    );
  });

  it("tell a failed callee from one that was never reached", () => {
    expect(states({ status: "failed", errorCode: "upstream_error", upstreamStatus: 500 })).toBe(
      "ok ok ok ok failed ok ok ok",
    );
    expect(
      states({
        status: "failed",
        errorCode: "egress_blocked",
        upstreamUs: null,
        upstreamStatus: null,
        responseBytes: null,
      }),
    ).toBe("ok ok ok ok failed skipped skipped ok");
  });

  it("are open while it runs", () => {
    expect(
      states({
        status: "admitted",
        durationUs: null,
        upstreamUs: null,
        upstreamStatus: null,
        responseBytes: null,
      }),
    ).toBe("ok ok ok ok running running running running");
  });

  it("say the cost without the zeros that the store pads", () => {
    expect(stagesOf(call({ cost: "0.000887500000", currency: "USD" }))[6]?.detail).toBe("0.0008875 USD");
    expect(stagesOf(call({ cost: "2.000000000000", currency: "USD" }))[6]?.detail).toBe("2 USD");
  });
});

describe("the way out of a refusal", () => {
  it("is the policy's advice, else what its code asks for, and nothing for what was allowed", () => {
    const refusal = { decision: "deny" as const, errorCode: "policy_denied", explained: [] };
    expect(remedyOf({ ...refusal, explained: [{ id: "a" }, { id: "b", remedy: "Ask Ann." }] })).toBe(
      "Ask Ann.",
    );
    expect(remedyOf(refusal)).toMatch(/policy that permits/);
    expect(remedyOf({ ...refusal, errorCode: "unheard_of" })).toBeUndefined();
    expect(remedyOf({ ...refusal, decision: "allow" })).toBeUndefined();
  });
});
