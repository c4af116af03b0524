#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { StartError } from "../gateway/config.ts";

const help = `rollcall: who can talk now, in Outlook

  rollcall demo [options]                 try it on this machine, with an emulated Outlook
  rollcall serve [--config FILE]          run the gateway; FILE is rollcall.json unless said otherwise
  rollcall manifest [options]             write or check the add-in's manifest
  rollcall check --person ADDRESS         try what Rollcall may do in Microsoft 365, and hear what to grant
  rollcall --help | --version

Each command explains itself with --help.`;

/** A command's code is loaded when it is asked for. */
const commands: Readonly<Record<string, (argv: string[]) => Promise<void>>> = {
  demo: async (argv) => (await import("./demo.ts")).demo(argv),
  serve: async (argv) => (await import("./serve.ts")).serve(argv),
  check: async (argv) => (await import("./check.ts")).check(argv),
  manifest: async (argv) => (await import("./manifest.ts")).manifest(argv),
};

const [name = "--help", ...argv] = process.argv.slice(2);
try {
  const command = commands[name];
  if (command) await command(argv);
  else if (name === "--help" || name === "-h") console.log(help);
  else if (name === "--version" || name === "-v") console.log(version());
  else complain(`There is no command "${name}".\n\n${help}`);
} catch (error) {
  if (error instanceof StartError || isUsageError(error)) complain(error.message);
  else throw error;
}

function complain(words: string) {
  console.error(words);
  process.exitCode = 1;
}

/** What `parseArgs` of node:util throws where the command line is wrong. */
function isUsageError(error: unknown): error is Error {
  return error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_");
}

function version(): string {
  // Our own file: it has a version.
  return (JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }).version;
}
