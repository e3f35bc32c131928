import "server-only";
import { notFound } from "next/navigation";
import { isMeshError } from "@/lib/core/errors";

/** What is not there, and what the reader may not see, is the page "not found"; any other failure is an error. */
export async function orNotFound<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (err) {
    if (isMeshError(err) && err.code === "not_found") notFound();
    throw err;
  }
}
