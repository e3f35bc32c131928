import { join } from "node:path";
import { httpWitness } from "@/lib/audit/http-witness";
import { fileWitness, type Witness } from "@/lib/audit/witness";
import type { Config } from "@/lib/core/config";
import type { Egress } from "@/lib/traffic/egress";

/** Everybody who is told each checkpoint: the file beside the mesh's data, and the addresses and files of `SIGNALBOX_WITNESS`. */
export function openWitnesses(config: Config, egress: Egress): Witness {
  const witnesses = [
    fileWitness(join(config.homeDir, "checkpoint")),
    ...config.witnesses.map((target) =>
      /^https?:\/\//.test(target) ? httpWitness(target, egress) : fileWitness(target),
    ),
  ];
  return {
    tell(note) {
      for (const witness of witnesses) witness.tell(note);
    },
    async close() {
      await Promise.all(witnesses.map((witness) => witness.close()));
    },
  };
}
