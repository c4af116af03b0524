import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "./document.ts";

const main = "OfficeAppManifestV1_1.xsd";

/** What Microsoft's published XML schemas, kept in `folder`, say of the manifest in `text`. */
export async function checkSchemas(text: string, folder: string): Promise<readonly Problem[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".xsd"));
  if (!names.includes(main))
    return [{ rule: "schemas-missing", message: `${folder} does not hold ${main} and the schemas that it imports.` }];
  const files = await Promise.all(names.map(async (fileName) => ({ fileName, contents: await readFile(join(folder, fileName), "utf8") })));
  const { validateXML } = await import("xmllint-wasm");
  const { errors } = await validateXML({
    xml: { fileName: "manifest.xml", contents: text },
    schema: files.filter(({ fileName }) => fileName === main),
    preload: files.filter(({ fileName }) => fileName !== main),
  });
  return errors.map(({ message, loc }) => ({ rule: "schema", message, line: loc?.lineNumber }));
}
