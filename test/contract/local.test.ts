import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { local } from "../../src/gateway/networks/local/index.ts";
import { people } from "../gateway/networks/people.ts";
import { networkContract } from "./network.ts";

networkContract("the built-in network", async () => {
  const { directory, users } = people();
  const folder = mkdtempSync(join(tmpdir(), "rollcall-contract-"));
  const calendar = join(folder, "bob.ics");
  const start = Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth(), new Date().getUTCDate() + 1, 9);
  const [from = ""] = new Date(start).toISOString().replaceAll(/[-:]/g, "").split(".");
  writeFileSync(
    calendar,
    [
      "BEGIN:VCALENDAR",
      "BEGIN:VEVENT",
      "UID:1",
      `DTSTART:${from}Z`,
      "DURATION:PT1H",
      "SUMMARY:Secret plans",
      "END:VEVENT",
      "END:VCALENDAR",
    ].join("\r\n"),
  );
  return {
    network: local({ store: ":memory:", directory, calendars: { [users.bob.address]: calendar } }),
    users,
    meeting: { start, end: start + 3_600_000, status: "busy" },
    async teardown() {
      rmSync(folder, { recursive: true });
    },
  };
});
