import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { emptyLog } from "./support/callers";
import { patientChat } from "./support/chat";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";
import { revokeBadge } from "./support/revoke-badge";

export const fault: Fault = {
  id: "F24",
  what: "captured requests sent again, while their badge lives and after it was revoked",
  guarantee: "none has a second effect: keys that were used get their first answer, dead badges get nothing",
  async run({ quick }) {
    const captured = quick ? 200 : 10_000;
    const lab = await openLab();
    try {
      const log = emptyLog("replayed");
      const badge = await lab.gateway.badge();
      const problems: string[] = [];
      const send = async (nth: number) =>
        patientChat({ url: lab.gateway.url, badge, key: `replayed-${nth}` });
      await inParallel(captured, async (nth) => {
        log.acked.set(`replayed-${nth}`, (await send(nth)).callId);
      });
      let others = 0;
      await inParallel(captured, async (nth) => {
        const seen = await send(nth);
        if (seen.status !== 200 || seen.callId !== log.acked.get(`replayed-${nth}`)) others += 1;
      });
      await revokeBadge(lab.gateway, badge);
      let taken = 0;
      await inParallel(captured, async (nth) => {
        if ((await send(nth)).status !== 401) taken += 1;
      });
      const books = await checkInvariants(lab, log);
      demand(problems, others === 0, `${others} repetitions got another answer`);
      demand(problems, taken === 0, `${taken} requests with a dead badge were taken`);
      const again = lab.upstream.effects.length - captured;
      demand(problems, again === 0, `${again} further effects`);
      return {
        figures: { captured, ...books.figures, "further effects": again },
        problems: [...problems, ...books.problems],
      };
    } finally {
      await lab.close();
    }
  },
};

async function inParallel(count: number, work: (nth: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}
