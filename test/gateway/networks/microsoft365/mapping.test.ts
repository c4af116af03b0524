import { readdirSync, readFileSync } from "node:fs";
import { GraphPresence, mapPresence } from "../../../../src/gateway/networks/microsoft365/mapping.ts";

const folder = new URL("./presences/", import.meta.url);
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"));
const names = readdirSync(folder).flatMap((file) => /^(.+)\.graph\.json$/.exec(file)?.[1] ?? []);

describe("a presence of Graph's", () => {
  it.each(names)("is read: %s", (name) => {
    expect(mapPresence(GraphPresence.parse(read(`${name}.graph.json`)))).toEqual(read(`${name}.json`));
  });

  it("is read whatever somebody writes as their automatic reply", () => {
    const message = "<b>".repeat(10_000);
    expect(mapPresence({ id: "1", outOfOfficeSettings: { isOutOfOffice: true, message } })).toMatchObject({ outOfOffice: {} });
  });
});
