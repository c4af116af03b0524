import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { DemoError } from "../emulator/error.ts";
import type { Demo, DemoNetwork } from "../emulator/index.ts";

const usage = `rollcall demo [--mail DIR] [--network NAME] [--port N] [--lang WORD] [--data DIR]

  --mail DIR    show the .eml files of this folder instead of the samples
  --network NAME  where presence comes from: local, the built-in network, where not given; or microsoft365-demo, a stand-in
                for Microsoft 365 on this machine
  --port N      the gateway's port, 3000 where not given; the mail client has the next one; 0: any two that are free
  --lang WORD   the mail client's language: en, de or ar
  --data DIR    where chats are kept, ~/.rollcall/demo where not given`;

const options = {
  mail: { type: "string" },
  network: { type: "string" },
  port: { type: "string" },
  lang: { type: "string" },
  data: { type: "string" },
  help: { type: "boolean" },
} as const;

/** `rollcall demo`: everything on this machine, until Ctrl-C. */
export async function demo(argv: string[]): Promise<void> {
  const { values } = parseArgs({ args: argv, options });
  if (values.help) return console.log(usage);
  try {
    const port = values.port === undefined ? undefined : portIn(values.port);
    const lang = values.lang === undefined ? undefined : languageIn(values.lang);
    const network = values.network === undefined ? undefined : networkIn(values.network);
    const { startDemo } = await import("../emulator/index.ts"); // late: a wrong option is answered at once
    const running = await startDemo({
      port,
      network,
      mail: values.mail && resolve(values.mail),
      data: values.data && resolve(values.data),
    });
    stopOnSignals(running); // before it says so: whoever reads it may stop it at once
    console.log(welcome(running, lang));
  } catch (error) {
    if (!(error instanceof DemoError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function portIn(text: string): number {
  const port = Number(text);
  // The mail client's is one more.
  if (/^\d+$/.test(text) && port < 65535) return port;
  throw new DemoError("port", `--port takes a number from 0 to 65534; this is "${text}".`);
}

function networkIn(text: string): DemoNetwork {
  if (text === "local" || text === "microsoft365-demo") return text;
  throw new DemoError("network", `--network takes local or microsoft365-demo; this is "${text}".`);
}

function languageIn(text: string): string {
  if (/^(en|de|ar)(-|$)/i.test(text)) return text.slice(0, 2).toLowerCase();
  throw new DemoError("lang", `--lang takes en, de or ar; this is "${text}".`);
}

function welcome({ url, gateway, notes }: Demo, lang: string | undefined): string {
  const address = lang ? `${url}?${new URLSearchParams({ lang })}` : url;
  const lines = [
    `Rollcall is running. Open ${address}`,
    "",
    "The browser does not know the certificate yet? Either accept the warning once at both addresses,",
    `  ${address} (the mail client) and ${gateway.origin}/healthz (Rollcall's gateway),`,
    "or trust it for good, and start again:  npx office-addin-dev-certs install",
    ...(notes.length > 0 ? ["", ...notes] : []),
    "",
    "Ctrl-C stops it.",
  ];
  return lines.join("\n");
}

function stopOnSignals(running: Demo) {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void running.close().then(() => process.exit(0));
    });
  }
}
