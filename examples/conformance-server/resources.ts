import { type ReadResourceResult, ResourceNotFoundError, type Server } from "@modelcontextprotocol/server";
import { PIXEL } from "./samples";
import type { Era } from "./tool";

const TEMPLATE = /^test:\/\/template\/([^/]+)\/data$/;

const LISTED = [
  { uri: "test://static-text", name: "static-text", description: "A text.", mimeType: "text/plain" },
  { uri: "test://static-binary", name: "static-binary", description: "An image.", mimeType: "image/png" },
  {
    uri: "test://watched-resource",
    name: "watched-resource",
    description: "Can be watched.",
    mimeType: "text/plain",
  },
];

/** Two resources, one to watch, and a template. */
export function addResources(server: Server, era: Era): void {
  server.setRequestHandler("resources/list", () => ({ resources: LISTED }));
  server.setRequestHandler("resources/templates/list", () => ({
    resourceTemplates: [
      {
        uriTemplate: "test://template/{id}/data",
        name: "template",
        description: "Data by id.",
        mimeType: "application/json",
      },
    ],
  }));
  server.setRequestHandler("resources/read", ({ params }) => read(params.uri));
  if (era === "modern") return;
  server.setRequestHandler("resources/subscribe", () => ({}));
  server.setRequestHandler("resources/unsubscribe", () => ({}));
}

function read(uri: string): ReadResourceResult {
  const id = TEMPLATE.exec(uri)?.[1];
  if (id !== undefined) {
    const data = { id, templateTest: true, data: `Data for ID: ${id}` };
    return { contents: [{ uri, mimeType: "application/json", text: JSON.stringify(data) }] };
  }
  switch (uri) {
    case "test://static-text":
      return one(uri, "This is the content of the static text resource.");
    case "test://watched-resource":
      return one(uri, "Watched resource content");
    case "test://static-binary":
      return { contents: [{ uri, mimeType: "image/png", blob: PIXEL }] };
    default:
      throw new ResourceNotFoundError(uri);
  }
}

function one(uri: string, said: string): ReadResourceResult {
  return { contents: [{ uri, mimeType: "text/plain", text: said }] };
}
