import { IconAlertTriangle, IconBan, IconCheck, IconCircleMinus, IconLoader2 } from "@/components/icons";
import type { CallDetail } from "@/lib/records/call.schema";
import { formatDuration } from "../format/format-duration";
import classes from "./call-stages.module.css";
import { inMeshUs, type Stage, stagesOf } from "./stages-of";

const MARK = {
  ok: { icon: IconCheck, label: "Done" },
  refused: { icon: IconBan, label: "Refused" },
  failed: { icon: IconAlertTriangle, label: "Failed" },
  skipped: { icon: IconCircleMinus, label: "Not reached" },
  running: { icon: IconLoader2, label: "Running" },
} as const satisfies Record<Stage["state"], { icon: typeof IconCheck; label: string }>;

/** The stages that the call went through, with a bar of where its time went. */
export function CallStages({ call }: { call: CallDetail }) {
  return (
    <>
      <TimeBar call={call} />
      <ol className={classes.stages}>
        {stagesOf(call).map((stage) => {
          const { icon: Icon, label } = MARK[stage.state];
          return (
            <li key={stage.name} data-state={stage.state}>
              <Icon size={14} aria-label={label} />
              <span className={classes.name}>{stage.name}</span>
              <span className={classes.detail}>{stage.detail}</span>
              <span className={classes.took}>
                {stage.tookUs === null ? "" : formatDuration(stage.tookUs)}
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** The list below says the same in words. */
function TimeBar({ call }: { call: CallDetail }) {
  const mesh = inMeshUs(call);
  const whole = call.durationUs;
  if (mesh === null || !whole) return null;
  const share = (us: number) => Math.min((us / whole) * 100, 100);
  const first = call.firstByteUs === null ? undefined : Math.max(share(call.firstByteUs), share(mesh));
  return (
    <svg className={classes.bar} aria-hidden>
      <rect className={classes.mesh} x="0" y="2" width={`${share(mesh)}%`} height="8" />
      <rect
        className={classes.waiting}
        x={`${share(mesh)}%`}
        y="2"
        width={`${(first ?? 100) - share(mesh)}%`}
        height="8"
      />
      {first === undefined ? null : (
        <rect className={classes.streaming} x={`${first}%`} y="2" width={`${100 - first}%`} height="8" />
      )}
    </svg>
  );
}
