import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const src = fileURLToPath(new URL("../src", import.meta.url));
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"));

/** What each file of src imports: files seen from src, packages by name. */
const imports = files.flatMap((from) =>
  [...readFileSync(join(src, from), "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, name = ""]) => ({
    from,
    to: name.startsWith(".") ? relative(src, join(src, dirname(from), name)) : name,
    inside: name.startsWith("."),
  })),
);
const layerOf = (file: string) => file.split("/")[0] ?? "";

/** Which layers each may import beside itself, as src/README.md has it. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  gateway: ["protocol"],
  taskpane: ["protocol"],
  emulator: ["protocol", "gateway"],
  cli: ["protocol", "gateway", "emulator"],
};

it("imports go from layer to layer as the map says", () => {
  const wrong = imports.filter(
    ({ from, to, inside }) => inside && layerOf(from) !== layerOf(to) && !allowed[layerOf(from)]?.includes(layerOf(to)),
  );
  expect(wrong).toEqual([]);
});

it("the protocol imports zod only", () => {
  expect([...new Set(imports.filter(({ from, inside }) => layerOf(from) === "protocol" && !inside).map(({ to }) => to))]).toEqual([
    "zod/mini",
  ]);
});

it("a network or a directory imports the ports, what all of them may use, and itself, nothing of its neighbours", () => {
  const wrong = imports.filter(({ from, to, inside }) => {
    const [own] = /^gateway\/(networks|directories)\/[^/]+\//.exec(from) ?? [];
    // Microsoft Graph is one thing that the directory and the network of that name share.
    const shared = own?.endsWith("/microsoft365/") ? /^gateway\/graph\// : /^$/;
    return (
      own &&
      inside &&
      !to.startsWith(own) &&
      !/^protocol\/|^gateway\/(network|directory|compose|batches|photo)\.ts$/.test(to) &&
      !shared.test(to)
    );
  });
  expect(wrong).toEqual([]);
});

it("networks and directories are named in their lists alone", () => {
  const wrong = imports.filter(({ from, to }) => {
    const [room, kind] = /^gateway\/(networks|directories)\/[^/]+\//.exec(to) ?? [];
    return room && layerOf(from) === "gateway" && !from.startsWith(room) && from !== `gateway/${kind}/index.ts`;
  });
  expect(wrong).toEqual([]);
});

it.each([
  ["Office", /\bOffice\./, "taskpane/mailbox.ts"],
  ["RTCPeerConnection", /\bRTCPeerConnection\(/, "taskpane/call/media.ts"],
  ["process.env", /\bprocess\.env\b/, "gateway/config.ts"],
  ["WebSocketServer", /\bWebSocketServer\b/, "gateway/upgrade.ts"],
])("one file says %s", (_, word, file) => {
  const layer = layerOf(file);
  const saying = files.filter((each) => layerOf(each) === layer && word.test(readFileSync(join(src, each), "utf8")));
  expect(saying).toEqual([file]);
});
