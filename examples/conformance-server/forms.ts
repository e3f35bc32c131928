import type { ElicitRequestFormParams } from "@modelcontextprotocol/server";

type Form = ElicitRequestFormParams["requestedSchema"];

/** A default for every primitive type (SEP-1034). */
export const DEFAULTS_FORM: Form = {
  type: "object",
  properties: {
    name: { type: "string", description: "Name", default: "John Doe" },
    age: { type: "integer", description: "Age", default: 30 },
    score: { type: "number", description: "Score", default: 95.5 },
    status: {
      type: "string",
      description: "Status",
      enum: ["active", "inactive", "pending"],
      default: "active",
    },
    verified: { type: "boolean", description: "Verified", default: true },
  },
  required: [],
};

const TITLED = [
  { const: "value1", title: "First Option" },
  { const: "value2", title: "Second Option" },
  { const: "value3", title: "Third Option" },
];
const PLAIN = ["option1", "option2", "option3"];

/** Every kind of choice (SEP-1330): one or several, with and without titles, and the old form of titles. */
export const ENUMS_FORM: Form = {
  type: "object",
  properties: {
    untitledSingle: { type: "string", description: "One", enum: PLAIN },
    titledSingle: { type: "string", description: "One by title", oneOf: TITLED },
    legacyEnum: {
      type: "string",
      description: "One by title, as of old",
      enum: ["opt1", "opt2", "opt3"],
      enumNames: ["Option One", "Option Two", "Option Three"],
    },
    untitledMulti: {
      type: "array",
      description: "Several",
      minItems: 1,
      maxItems: 3,
      items: { type: "string", enum: PLAIN },
    },
    titledMulti: {
      type: "array",
      description: "Several by title",
      minItems: 1,
      maxItems: 3,
      items: { anyOf: TITLED },
    },
  },
  required: [],
};
