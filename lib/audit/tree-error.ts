import { MeshError } from "@/lib/core/errors";

/** Turns a question about leaves that the tree does not have into the error of a caller. */
export async function orTreeError<T>(prove: () => Promise<T>): Promise<T> {
  try {
    return await prove();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new MeshError("invalid_request", "The tree does not have these leaves.", { cause });
  }
}
