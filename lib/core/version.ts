import { version } from "@/package.json";

/** The version of the product, as in its package. */
export const VERSION: string = version;
