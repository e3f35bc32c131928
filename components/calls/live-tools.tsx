import { Button } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay, IconRefresh } from "@/components/icons";
import { LiveBadge } from "./live-badge";
import type { useCallList } from "./use-call-list";

/** Whether the list follows what happens, and its switch. A sorted list stands still: it is read again when asked. */
export function LiveTools(props: {
  sorted: boolean;
  list: Pick<ReturnType<typeof useCallList>, "live" | "pages" | "readAgain">;
  /** The list begins below a call. */
  below: boolean;
  live: boolean;
  onLive: (live: boolean) => void;
}) {
  const { sorted, list, live } = props;
  if (sorted) {
    return (
      <Button
        variant="default"
        loading={list.pages.isRefetching}
        leftSection={<IconRefresh size={14} aria-hidden />}
        onClick={list.readAgain}
      >
        Read again
      </Button>
    );
  }
  return (
    <>
      <LiveBadge {...list.live} />
      <Button
        variant="default"
        disabled={props.below}
        aria-pressed={live}
        leftSection={
          live ? <IconPlayerPause size={14} aria-hidden /> : <IconPlayerPlay size={14} aria-hidden />
        }
        onClick={() => props.onLive(!live)}
      >
        {live ? "Pause" : "Resume"}
      </Button>
    </>
  );
}
