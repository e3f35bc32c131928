import type { Egress } from "@/lib/traffic/egress";
import { type FetchModelInput, fetchModel } from "../fetch-model";
import { suggestName } from "./lines";
import type { PreviewLine, PreviewRegistrationOutput } from "./preview-registration.schema";

/** What a model endpoint says of the model, line by line. */
export async function previewModel(
  egress: Egress,
  input: FetchModelInput,
): Promise<PreviewRegistrationOutput> {
  const { spec, problems } = await fetchModel(egress, input);
  const lines: PreviewLine[] = [
    { state: "ok", field: "Address", value: spec.url, message: "It answers." },
    problems.length === 0
      ? { state: "ok", field: "Model", value: spec.upstreamModel, message: "The endpoint lists it." }
      : { state: "warning", field: "Model", value: spec.upstreamModel, message: problems.join(" ") },
    { state: "ok", field: "Can", value: spec.capabilities.join(", "), message: "" },
    {
      state: "warning",
      field: "Price",
      value: "",
      message: "No price is set: tokens are counted, what they cost is unknown. The API sets prices.",
    },
  ];
  return {
    lines,
    usable: true,
    suggested: { name: suggestName(spec.upstreamModel), title: spec.upstreamModel, description: "" },
    terms: { skills: [], fields: [] },
    spec,
  };
}
