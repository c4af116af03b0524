import { spawn } from "node:child_process";
import { once } from "node:events";
import { leash } from "./process.ts";

it("a server does not outlive the process that started it, however that ends", async () => {
  // Holds a server on the leash, which says that it runs; the server's output is ours.
  const holder = `
    const child = require("node:child_process").spawn("/bin/sh", ["-c", process.argv[1], "leash", "sh", "-c", "echo running; exec sleep 600"], {
      detached: true, stdio: ["pipe", "inherit", "inherit"] });`;
  const test = spawn(process.execPath, ["-e", holder, leash], { stdio: ["ignore", "pipe", "inherit"] });
  await once(test.stdout, "data");
  const over = Promise.all([once(test, "exit"), once(test.stdout.resume(), "close")]); // the latter once nobody holds its other end
  test.kill("SIGKILL");
  await over;
  expect(test.signalCode).toBe("SIGKILL");
});
