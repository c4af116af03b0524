import { execFileSync } from "node:child_process";

/** The browser tests look at the built pages: they are built once, before the first test. `ROLLCALL_BUILT=1` says that they are. */
export default function setup() {
  if (process.env.ROLLCALL_BUILT) return;
  execFileSync("npm", ["run", "--silent", "build"], { stdio: ["ignore", "ignore", "inherit"], shell: process.platform === "win32" });
}
