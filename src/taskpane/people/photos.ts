import type { EmailAddress } from "../../protocol/index.ts";
import type { Rollcall } from "../store.tsx";
import type { Picture } from "./state.ts";

/** People in one request: the first faces are there before the last ones have been found. */
const atOnce = 8;

/** Asks for the pictures of those of these people who were not asked for yet, a few at a time. */
export async function loadPhotos({ store, connection }: Pick<Rollcall, "store" | "connection">, people: readonly EmailAddress[]) {
  const wanted = people.filter((person) => !store.get().people.photos.has(person));
  const tell = (some: readonly EmailAddress[], picture: (person: EmailAddress) => Picture) =>
    store.dispatch({ type: "photos", photos: some.map((person) => [person, picture(person)]) });
  tell(wanted, () => "none");
  for (let first = 0; first < wanted.length; first += atOnce) {
    const some = wanted.slice(first, first + atOnce);
    try {
      const { photos = {} } = await connection.request({ type: "photos", people: some });
      const found = some.filter((person) => photos[person]);
      if (found.length > 0) tell(found, (person) => photos[person] ?? "none");
    } catch {
      tell(some, () => "failed"); // initials do as well
    }
  }
}
