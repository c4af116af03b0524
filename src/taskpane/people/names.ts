import type { EmailAddress, Person } from "../../protocol/index.ts";
import { useSelect } from "../store.tsx";

/** What to call somebody: the directory's name where the pane has heard it, else the address. */
export function useNames(): (address: EmailAddress) => string {
  const found = useSelect((state) => state.people.found);
  return (address) => nameIn(found, address);
}

export function nameIn(found: ReadonlyMap<string, Person>, address: EmailAddress): string {
  return found.get(address)?.name || address;
}
