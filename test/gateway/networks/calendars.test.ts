import { once } from "node:events";
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { calendars, type Calendars } from "../../../src/gateway/networks/local/calendars.ts";
import type { EmailAddress } from "../../../src/protocol/index.ts";
import { people } from "./people.ts";

const { directory, users } = people();
const bob = users.bob.address;
const noon = Date.UTC(2026, 6, 6, 12);
const meeting = (time: string) =>
  ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", `DTSTART:20260706T${time}Z`, "DURATION:PT1H", "END:VEVENT", "END:VCALENDAR"].join("\r\n");

let folder: string;
let open: Calendars | undefined;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rollcall-calendars-"));
});
afterEach(() => {
  open?.close();
  server?.close();
  rmSync(folder, { recursive: true });
});

/** Bob's calendar from `source`; `read` settles each time it has been read. */
function keep(sources: Readonly<Record<string, string>>) {
  const warnings: string[] = [];
  const reads: EmailAddress[] = [];
  const waiting: (() => void)[] = [];
  const kept = calendars({
    sources,
    directory,
    now: () => noon,
    warn: (problem) => warnings.push(problem),
    changed(people) {
      reads.push(...people);
      for (const wake of waiting.splice(0)) wake();
    },
  });
  open = kept;
  return {
    warnings,
    starts: () => kept.schedule(bob, noon)?.map(({ start }) => new Date(start).getUTCHours()),
    async until(fits: () => boolean) {
      while (!fits()) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    read: () => reads.includes(bob),
  };
}

describe("a person's calendar", () => {
  it("is read from a file, and again when the file changes or is replaced", async () => {
    const path = join(folder, "bob.ics");
    writeFileSync(path, meeting("140000"));
    const { until, starts, warnings } = keep({ "Bob@Example.org": path });
    await until(() => starts()?.[0] === 14);
    writeFileSync(path, meeting("150000"));
    await until(() => starts()?.[0] === 15);
    writeFileSync(`${path}.new`, meeting("160000"));
    renameSync(`${path}.new`, path);
    await until(() => starts()?.[0] === 16);
    expect(warnings).toEqual([]);
  });

  it("shows no schedule while it is broken, says so once, and comes back when it is mended", async () => {
    const path = join(folder, "bob.ics");
    writeFileSync(path, "hello");
    const { until, starts, warnings, read } = keep({ [bob]: path });
    await until(read);
    expect(starts()).toBeUndefined();
    writeFileSync(path, "hello again");
    writeFileSync(path, meeting("140000"));
    await until(() => starts()?.[0] === 14);
    expect(warnings).toEqual([expect.stringContaining(path)]);
  });

  it("is left out where there is no such file or no such person, and the others are read", async () => {
    const path = join(folder, "bob.ics");
    writeFileSync(path, meeting("140000"));
    const { until, starts, warnings } = keep({ "no address": path, "alice@example.org": join(folder, "missing.ics"), [bob]: path });
    await until(() => starts() !== undefined && warnings.length === 2);
    expect(warnings).toEqual([expect.stringContaining("no address"), expect.stringContaining("missing.ics")]);
  });

  it("is fetched from a web address, whose path reaches no log", async () => {
    server = createServer((request, response) => {
      response.statusCode = request.url === "/secret/bob.ics" ? 200 : 404;
      response.end(meeting("170000"));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const at = server.address();
    if (at === null || typeof at === "string") throw new Error("the server listens on a port");
    const origin = `http://127.0.0.1:${at.port}`;
    const { until, starts, warnings } = keep({ [bob]: `${origin}/secret/bob.ics`, "carol@example.org": `${origin}/secret/carol.ics` });
    await until(() => starts()?.[0] === 17 && warnings.length === 1);
    expect(warnings[0]).toContain(`127.0.0.1:${at.port}`);
    expect(warnings[0]).not.toContain("secret");
  });

  it("is given up where the web address sends without end", async () => {
    server = createServer((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, "x");
      const more = (): void => {
        while (response.write(chunk)) if (response.destroyed) return;
      };
      response.on("drain", more);
      more();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const at = server.address();
    if (at === null || typeof at === "string") throw new Error("the server listens on a port");
    const { until, starts, warnings } = keep({ [bob]: `http://127.0.0.1:${at.port}/` });
    await until(() => warnings.length === 1);
    expect(starts()).toBeUndefined();
  });
});
