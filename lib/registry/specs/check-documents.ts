import { isRecord } from "@/lib/core/is-record";
import type { ApiSpec } from "../kinds/api";
import type { StreamSpec } from "../kinds/stream";
import type { SpecIssue } from "./issue";
import { operationsOf } from "./pin-api";
import { channelsOf } from "./pin-stream";

const MAX_ISSUES = 20;

/** Whether the document is OpenAPI by the schema of its own version, and holds every pinned operation as it was pinned. */
export async function checkApi({ document, operations }: ApiSpec): Promise<SpecIssue[]> {
  openApi ??= import("@seriousme/openapi-schema-validator").then(({ Validator }) => new Validator());
  const { valid, errors } = await (await openApi).validate(structuredClone(document));
  if (!valid) return documentIssues("document", errors);
  const inDocument = new Map(operationsOf(document).map((one) => [`${one.method} ${one.path}`, one]));
  return operations.flatMap(({ method, path, digest }, at): SpecIssue[] => {
    const found = inDocument.get(`${method} ${path}`);
    if (!found) return [{ path: `operations.${at}`, message: `The document has no ${method} ${path}.` }];
    return found.digest === digest
      ? []
      : [
          {
            path: `operations.${at}.digest`,
            message: `${method} ${path} is another in the document than it was when it was pinned.`,
          },
        ];
  });
}

/** Whether the document is AsyncAPI 3 by the schema of its own version, has the server, and holds every pinned channel as it was pinned. */
export async function checkStream({ document, server, channels }: StreamSpec): Promise<SpecIssue[]> {
  const validate = await asyncApiValidator(String(document.asyncapi));
  if (!validate) {
    return [{ path: "document.asyncapi", message: "AsyncAPI 3.0.0 or 3.1.0 is wanted." }];
  }
  const issues = validate(document);
  if (issues.length > 0) return issues;
  const servers = isRecord(document.servers) ? document.servers : {};
  if (!Object.hasOwn(servers, server))
    return [{ path: "server", message: `The document has no server ${server}.` }];
  const inDocument = new Map(channelsOf(document).map((one) => [one.id, one]));
  return channels.flatMap(({ id, digest }, at): SpecIssue[] => {
    const found = inDocument.get(id);
    if (!found) return [{ path: `channels.${at}`, message: `The document has no channel ${id}.` }];
    return found.digest === digest
      ? []
      : [
          {
            path: `channels.${at}.digest`,
            message: `The channel ${id} is another in the document than it was when it was pinned.`,
          },
        ];
  });
}

/** Loaded with the first document, because the schemas are large, and kept, because compiling them takes a third of a second. */
let openApi: Promise<import("@seriousme/openapi-schema-validator").Validator> | undefined;

type DocumentCheck = (document: unknown) => SpecIssue[];

const asyncApi = new Map<string, Promise<DocumentCheck>>();

function asyncApiValidator(version: string): Promise<DocumentCheck> | undefined {
  if (version !== "3.0.0" && version !== "3.1.0") return undefined;
  const known = asyncApi.get(version) ?? compileAsyncApi(version);
  asyncApi.set(version, known);
  return known;
}

async function compileAsyncApi(version: "3.0.0" | "3.1.0"): Promise<DocumentCheck> {
  const [{ default: specs }, { Ajv }] = await Promise.all([import("@asyncapi/specs"), import("ajv")]);
  const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
  const validate = ajv.compile(specs.schemasWithoutId[version]);
  return (document) => (validate(document) ? [] : documentIssues("document", validate.errors ?? []));
}

/** What a validator says, as issues with paths into the spec. */
function documentIssues(
  base: string,
  errors: string | readonly { instancePath?: string; message?: string }[] | undefined,
): SpecIssue[] {
  if (!Array.isArray(errors))
    return [{ path: base, message: String(errors ?? "It does not fit its own version.") }];
  return errors.slice(0, MAX_ISSUES).map(({ instancePath = "", message = "does not fit" }) => ({
    path: `${base}${instancePath.replaceAll("/", ".")}`,
    message,
  }));
}
