import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { networkInterfaces } from "node:os";
import { fileURLToPath } from "node:url";
import { jest } from "@jest/globals";

/** WebRTC gathers every address of a machine: these tests run where there is no network but loopback. */
const isolated = Object.values(networkInterfaces()).every((addresses) => addresses?.every(({ internal }) => internal));

/** In a network namespace of its own (Linux), with `lo` brought up; the rest of the command line runs in there. Root stays root, to start servers as their own users. */
const mapping = process.getuid?.() === 0 ? [] : ["--map-root-user"];
const namespace = [...mapping, "--net", "sh", "-c", 'ip link set lo up && exec "$0" "$@"'];
const canIsolate = !isolated && spawnSync("unshare", [...namespace, "true"]).status === 0;

/** Loopback addresses are not offered otherwise, or hidden behind names that only multicast resolves (RFC 8828). */
export const loopback = ["--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns"];

/** The tests of the file at `url`, each in a network that has loopback alone; shown as skipped where no such network can be had. */
export function inIsolation(title: string, url: string, tests: () => void): void {
  jest.setTimeout(isolated ? 90_000 : 900_000);

  if (canIsolate) {
    it("passes in a network that has loopback alone", () => {
      const jest = createRequire(import.meta.url).resolve("jest/bin/jest");
      const command = [process.execPath, "--experimental-vm-modules", jest, "--runTestsByPath", fileURLToPath(url)];
      const { status, stderr } = spawnSync("unshare", [...namespace, ...command], {
        env: { ...process.env, ROLLCALL_BUILT: "1" },
        encoding: "utf8",
      });
      expect(status === 0 || stderr).toBe(true);
    });
  }

  // Where everything is meant to be there, a missing namespace is a failure and no reason to skip.
  if (process.env.CI && !isolated && !canIsolate) {
    it("finds a network namespace for its calls", () => {
      expect(canIsolate).toBe(true);
    });
  }

  (isolated ? describe : describe.skip)(title, tests);
}
