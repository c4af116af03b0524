import { EmailAddress, type Ok } from "../../src/protocol/index.ts";
import { WireError, type Request } from "../../src/taskpane/connection.ts";
import { loadPhotos } from "../../src/taskpane/people/photos.ts";
import { createStore } from "../../src/taskpane/store.tsx";

const people = Array.from({ length: 10 }, (_, index) => EmailAddress.parse(`person${index}@example.org`));
const [first, second] = people as [EmailAddress, EmailAddress];
const photo = (of: string) => `data:image/png;base64,${btoa(of)}`;

/** A pane whose gateway has pictures of all but the second, and counts who is asked for. */
function stage(gateway: { away: boolean } = { away: false }) {
  const store = createStore();
  const asked: string[][] = [];
  const request = async (sent: Request): Promise<Ok> => {
    if (sent.type !== "photos") throw new Error(`nobody asked for ${sent.type}`);
    asked.push([...sent.people]);
    if (gateway.away) throw new WireError("unreachable", "It is away.");
    const photos = Object.fromEntries(sent.people.filter((person) => person !== second).map((person) => [person, photo(person)]));
    return { type: "ok", id: 1, photos };
  };
  const connection = { request, tell() {}, retry() {}, signIn() {}, check() {}, close() {} };
  return { store, asked, load: (some: readonly EmailAddress[]) => loadPhotos({ store, connection }, some) };
}

describe("photos", () => {
  it("are asked for a few at a time, and once for each person, also for who has none", async () => {
    const { store, asked, load } = stage();
    await Promise.all([load(people), load(people)]);
    await load([second, first]);
    expect(asked.map(({ length }) => length)).toEqual([8, 2]);
    expect(store.get().people.photos.get(first)).toBe(photo(first));
    expect(store.get().people.photos.get(second)).toBe("none");
  });

  it("that could not be asked for are tried again with another item, and no sooner", async () => {
    const gateway = { away: true };
    const { store, asked, load } = stage(gateway);
    await load([first]);
    await load([first]);
    expect(asked).toEqual([[first]]);
    gateway.away = false;
    store.dispatch({ type: "item", item: { id: "another", mode: "read", kind: "message", context: {}, addressees: [] } });
    await load([first]);
    expect(store.get().people.photos.get(first)).toBe(photo(first));
  });

  it("are kept for the latest five hundred people", () => {
    const { store } = stage();
    const many = Array.from({ length: 501 }, (_, index) => [EmailAddress.parse(`p${index}@example.org`), "none"] as const);
    store.dispatch({ type: "photos", photos: many });
    expect(store.get().people.photos.size).toBe(500);
    expect(store.get().people.photos.has("p0@example.org")).toBe(false);
  });
});
