import { z } from "zod";
import { innerName, jsonSchema } from "./json-schema";

/** Items of one shape, for evaluations. */
export const datasetSpec = z.strictObject({
  /** What every item must fit. */
  itemSchema: jsonSchema,
  /** Names of the parts that items are in, such as `train` and `test`. */
  splits: z.array(innerName).max(20).optional(),
  items: z
    .array(
      z.strictObject({
        id: innerName,
        split: innerName.optional(),
        value: z.unknown(),
      }),
    )
    .max(10_000),
});

export type DatasetSpec = z.infer<typeof datasetSpec>;

/** Inputs with the answers that are wanted, as people have said. */
export const goldenExamplesSpec = z.strictObject({
  inputSchema: jsonSchema.optional(),
  outputSchema: jsonSchema.optional(),
  examples: z
    .array(
      z.strictObject({
        id: innerName,
        input: z.unknown(),
        expected: z.unknown(),
        labels: z.array(z.string().min(1).max(60)).max(20).optional(),
        /** The call that it was taken from. */
        call: z.uuid().optional(),
        note: z.string().max(2000).optional(),
      }),
    )
    .max(10_000),
});

export type GoldenExamplesSpec = z.infer<typeof goldenExamplesSpec>;
