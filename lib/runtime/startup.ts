import { serviceKey } from "@/lib/core/services";

/** How far the start of this process is. Until it is finished, calls may already pass, but the console or the sample mesh may still be missing. */
export const startupService = serviceKey<{ finished: boolean }>("startup");
