import { checkInvariants } from "./check-invariants";
import type { Fault } from "./fault";
import { startCallers } from "./support/callers";
import { patientChat } from "./support/chat";
import { demand } from "./support/figures";
import { openLab } from "./support/lab";

export const fault: Fault = {
  id: "F23",
  what: "the signing keys of badges and of the log rotated over and over under load, on one of two replicas",
  guarantee:
    "no call fails, badges of before go on until they expire, new ones hold on both replicas at once, the log verifies across its keys",
  async run({ quick }) {
    const rotations = quick ? 3 : 20;
    const lab = await openLab({ roles: ["gateway", "gateway"] });
    try {
      let aim = 0;
      const callers = startCallers(lab, {
        count: 16,
        prefix: "rotated",
        url: () => lab.replicas[aim++ % 2]?.url ?? "",
      });
      const problems: string[] = [];
      let refusedFresh = 0;
      for (let nth = 0; nth < rotations; nth++) {
        await callers.flow(32);
        for (const purpose of ["badge", "audit"])
          await lab.gateway.api("POST", `/keys/${purpose}/rotate`, {});
        const fresh = await lab.gateway.badge();
        for (const { url } of lab.replicas) {
          const seen = await patientChat({
            url,
            badge: fresh,
            key: `fresh-${nth}-${url}`,
            idempotent: false,
          });
          if (seen.status !== 200) refusedFresh += 1;
        }
      }
      const log = await callers.stop();
      const books = await checkInvariants(lab, log);
      const refused = log.refusals.get("invalid_token") ?? 0;
      demand(problems, refused === 0 && log.failed.size === 0, `${refused + log.failed.size} calls failed`);
      demand(problems, refusedFresh === 0, `${refusedFresh} fresh badges were refused`);
      return {
        figures: { rotations, ...books.figures, failed: refused + log.failed.size },
        problems: [...problems, ...books.problems],
      };
    } finally {
      await lab.close();
    }
  },
};
