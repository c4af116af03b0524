import { readFile, stat, writeFile } from "node:fs/promises";
import { relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { manifestFile, manifestFor } from "../gateway/manifest.ts";
import type { Problem } from "./manifest/document.ts";

const usage = `rollcall manifest --check [FILE] [--schemas DIR]    check a manifest, offline
rollcall manifest --origin ADDRESS [--out FILE]     write Rollcall's manifest for a gateway at that address`;

const longest = 256 * 1024; // bytes: Outlook refuses longer ones

interface Output {
  readonly log: (text: string) => void;
  readonly error: (text: string) => void;
}

/** `rollcall manifest`: checks a manifest, or writes one for another origin. */
export async function manifest(argv: string[]): Promise<void> {
  process.exitCode = await run(argv, console);
}

/** The exit code: 0, or 1 after saying what is wrong. */
export async function run(argv: readonly string[], output: Output): Promise<0 | 1> {
  const options = {
    check: { type: "boolean" },
    schemas: { type: "string" },
    origin: { type: "string" },
    out: { type: "string" },
    help: { type: "boolean" },
  } as const;
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  if (values.help) output.log(usage);
  else if (values.check && positionals.length <= 1) return checkFile(positionals[0], values.schemas, output);
  else if (values.origin !== undefined) return write(values.origin, values.out, output);
  else {
    output.error(usage);
    return 1;
  }
  return 0;
}

async function checkFile(path: string | undefined, schemas: string | undefined, output: Output): Promise<0 | 1> {
  const file = path === undefined ? manifestFile : pathToFileURL(path);
  const name = path ?? relative(process.cwd(), fileURLToPath(manifestFile));
  const problems = await problemsOf(file, schemas);
  for (const { rule, message, line, advice } of problems) {
    output.error(`${name}${line ? `:${line}` : ""}  ${rule}${advice ? " (advice)" : ""}  ${message}`);
  }
  const broken = problems.filter(({ advice }) => !advice).length;
  if (broken > 0) output.error(`${broken} ${broken === 1 ? "problem" : "problems"} in ${name}`);
  else output.log(`${name} is in order${schemas === undefined ? "" : ", and the schemas agree"}.`);
  return broken > 0 ? 1 : 0;
}

async function problemsOf(file: URL, schemas: string | undefined): Promise<readonly Problem[]> {
  const found = await stat(file).catch(() => undefined);
  if (!found) return [{ rule: "not-found", message: "There is no such file." }];
  if (!found.isFile()) return [{ rule: "no-file", message: "This is not a file." }];
  if (found.size > longest) {
    return [{ rule: "too-large", message: `${Math.ceil(found.size / 1024)} KB are more than the 256 KB that Outlook takes.` }];
  }
  const text = await readFile(file, "utf8");
  const { check } = await import("./manifest/check.ts");
  const problems = check(text, new URL(".", file));
  if (schemas === undefined || problems.some(({ rule }) => rule === "not-xml" || rule === "empty")) return problems;
  const { checkSchemas } = await import("./manifest/schemas.ts");
  return [...problems, ...(await checkSchemas(text, schemas))];
}

async function write(origin: string, out: string | undefined, output: Output): Promise<0 | 1> {
  const address = URL.canParse(origin) ? new URL(origin) : undefined;
  if (address?.protocol !== "https:" || address.pathname !== "/" || address.search || address.hash || address.username) {
    output.error(`--origin takes an https address without a path, as in https://rollcall.example.org; this is "${origin}".`);
    return 1;
  }
  const text = await manifestFor(address.origin);
  if (out === undefined) {
    output.log(text.trimEnd());
    return 0;
  }
  try {
    await writeFile(out, text);
  } catch (error) {
    output.error(`${out} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  output.log(`Wrote ${out} for ${address.origin}.`);
  return 0;
}
