import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);

/** Microsoft's library as npm has it, untouched, and beside it what stands around it; the gateway serves both to its pane. */
export const officeMounts = [
  { prefix: "/officejs/", root: join(dirname(require.resolve("@microsoft/office-js/package.json")), "dist") },
  { prefix: "/officejs-shims/", root: fileURLToPath(new URL("../../src/emulator/shims", import.meta.url)) },
] as const;

/** What a page loads, in this order. */
export const officeScripts = ["/officejs-shims/MicrosoftAjax.js", "/officejs/office.js", "/officejs-shims/newer.js"] as const;
