import { useEffect } from "react";
import type { Person, Photo } from "../../protocol/index.ts";
import { useRollcall, useSelect } from "../store.tsx";

/** Milliseconds: who is on the screen only while it scrolls by is not asked for, and what is shown is painted first. */
const settled = 200;

/** Sees to it that the pictures of these people come, once for each. */
export function usePhotos(people: readonly (Person | undefined)[]): void {
  const rollcall = useRollcall();
  const known = useSelect((state) => state.people.photos);
  const connected = useSelect((state) => state.link.state === "connected");
  const wanted = people.flatMap((person) => (person?.photo && !known.has(person.address) ? person.address : []));
  const asked = connected ? wanted.join(" ") : "";
  useEffect(() => {
    if (asked === "") return undefined;
    const timer = setTimeout(async () => {
      const { loadPhotos } = await import("./photos.ts");
      await loadPhotos(rollcall, wanted);
    }, settled);
    return () => clearTimeout(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `asked` is `wanted`, as it can be compared
  }, [rollcall, asked]);
}

/** Somebody's picture, where it is there. */
export function usePhoto(address: string | undefined): Photo | undefined {
  const picture = useSelect((state) => (address === undefined ? undefined : state.people.photos.get(address)));
  return picture === "none" || picture === "failed" ? undefined : picture;
}
