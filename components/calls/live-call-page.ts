import type { ListCallsOutput } from "@/lib/records/list-calls.schema";

/** A page of calls as the console gets it. */
export interface LiveCallPage extends ListCallsOutput {
  /** Of the event feed, when the page was read. */
  position: number;
}
