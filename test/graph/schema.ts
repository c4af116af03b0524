/** Holds the stand-in, and whoever asks it, to Microsoft's description of Graph, where a copy of that is at hand. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv, type ValidateFunction } from "ajv";
import formats from "ajv-formats";
import type { GraphAnswer, GraphRequest } from "./answer.ts";

/** As much of OpenAPI 3 as is looked at here. */
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
interface Operation {
  readonly requestBody?: Content | Reference;
  readonly responses: Readonly<Record<string, Content | Reference>>;
}
interface Content {
  readonly content?: { readonly "application/json": { readonly schema: object } };
}
interface Reference {
  readonly $ref: string;
}

/** What does not fit; empty where all does. Requests that the description does not know are in `unknown`. */
export interface Schema {
  check(request: GraphRequest, answer: GraphAnswer): readonly string[];
  readonly unknown: ReadonlySet<string>;
}

const path =
  process.env.ROLLCALL_GRAPH_SCHEMA ?? fileURLToPath(new URL("../../../shared/data/graph/graph-v1-slice.strict.json", import.meta.url));

/** Undefined where there is no copy: ROLLCALL_GRAPH_SCHEMA names one, else it lies beside the repository. */
export function openSchema(): Schema | undefined {
  if (!existsSync(path)) return undefined;
  const document = JSON.parse(readFileSync(path, "utf8")) as Document; // the file is Microsoft's, in OpenAPI's shape
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addFormat("base64url", /^[\w-]*={0,2}$/);
  const compiled = new Map<object, ValidateFunction>();
  const unknown = new Set<string>();

  const follow = (part: Content | Reference | undefined): Content | undefined => {
    if (!part || !("$ref" in part)) return part;
    const [, , kind = "", name = ""] = part.$ref.split("/");
    return document.components[kind]?.[name] as Content | undefined; // what a reference in this place leads to
  };
  const problems = (part: Content | Reference | undefined, value: unknown): readonly string[] => {
    const schema = follow(part)?.content?.["application/json"].schema;
    if (!schema) return [];
    const validate = compiled.get(schema) ?? ajv.compile({ ...schema, components: document.components });
    compiled.set(schema, validate);
    return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  };

  return {
    unknown,
    check({ method, path, body }, answer) {
      const operation = operationOf(document, method, path);
      if (!operation) unknown.add(`${method} ${path}`);
      if (!operation) return [];
      const described = operation.responses[answer.status] ?? operation.responses[`${String(answer.status)[0]}XX`];
      const asked = answer.status < 400 ? problems(operation.requestBody, body) : []; // a refused one may well be wrong
      // A server in front of Graph may break at any time, described or not.
      const answered = described ? problems(described, answer.body) : answer.status >= 500 ? [] : [`${answer.status} is no answer`];
      return [...asked, ...answered].map((problem) => `${method} ${path}: ${problem}`);
    },
  };
}

function operationOf({ paths }: Document, method: string, path: string): Operation | undefined {
  for (const [template, operations] of Object.entries(paths)) {
    const pattern = template.replaceAll(/[$.]/g, String.raw`\$&`).replaceAll(/\{[^}]+\}/g, "[^/]+");
    if (new RegExp(`^${pattern}$`).test(path)) return operations[method.toLowerCase()];
  }
  return undefined;
}
