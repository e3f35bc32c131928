import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { emptyLog } from "./support/callers";
import { patientChat, type Seen } from "./support/chat";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";

const COPIES = 100;

export const fault: Fault = {
  id: "F13",
  what: `every request sent ${COPIES} times at once with the same key, then with another body`,
  guarantee: "one effect for each key, the same answer to all; another body is refused with 422",
  async run({ quick }) {
    const lab = await openLab();
    try {
      const rounds = quick ? 10 : 100;
      const log = emptyLog("duplicate");
      const problems: string[] = [];
      const badge = await lab.badge();
      const send = (key: string, content = key): Promise<Seen> =>
        patientChat({ url: lab.gateway.url, badge, key, content, timeoutMs: 30_000 });
      let mismatched = 0;
      for (let round = 0; round < rounds; round++) {
        const key = `duplicate-${round}`;
        const seen = await Promise.all(Array.from({ length: COPIES }, () => send(key)));
        const ids = new Set(seen.map(({ callId }) => callId));
        demand(
          problems,
          seen.every(({ status }) => status === 200),
          `a copy of ${key} was not answered`,
        );
        demand(problems, ids.size === 1, `${key} has ${ids.size} calls`);
        log.acked.set(key, seen[0]?.callId ?? "");
        const other = await send(key, `${key} other`);
        if (other.status === 422 && other.code === "idempotency_mismatch") mismatched += 1;
      }
      demand(problems, mismatched === rounds, `${rounds - mismatched} other bodies were not refused`);
      const books = await checkInvariants(lab, log);
      return {
        figures: {
          keys: rounds,
          copies: rounds * COPIES,
          ...books.figures,
          "other bodies refused": mismatched,
        },
        problems: [...problems, ...books.problems],
      };
    } finally {
      await lab.close();
    }
  },
};
