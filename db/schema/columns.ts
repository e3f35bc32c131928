import { customType, timestamp } from "drizzle-orm/pg-core";

/** Raw bytes. */
export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/** A UTC instant with microseconds, as a Date. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });
