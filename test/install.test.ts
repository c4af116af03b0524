import { readFile } from "node:fs/promises";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly link?: boolean; readonly integrity?: string; readonly resolved?: string }>>;
}

/** What `npm ci` goes by, on every machine. */
describe("the lock", () => {
  it("names packages of the registry alone, whichever that is: the npm of Debian 13 can install no other", async () => {
    const { packages } = JSON.parse(await readFile("package-lock.json", "utf8")) as Lock; // npm writes it
    const { "": own, ...others } = packages;
    expect(own).toBeDefined();
    const odd = Object.entries(others).filter(([, { link, integrity, resolved }]) => link || !integrity || resolved !== undefined);
    expect(odd.map(([name]) => name)).toEqual([]);
  });
});
