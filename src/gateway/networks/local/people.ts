import type { EmailAddress } from "../../../protocol/index.ts";
import type { Directory } from "../../directory.ts";
import { NetworkError } from "../../network.ts";

/** The primary addresses of these people, each once and without `self`; rejects where one is nobody, or nobody else is left. */
export type Resolve = (people: readonly EmailAddress[], self: EmailAddress) => Promise<readonly EmailAddress[]>;

export function resolver(directory: Directory): Resolve {
  return async (people, self) => {
    const found = await directory.find(new Set(people));
    const others = new Set<EmailAddress>();
    for (const address of people) {
      const person = found.get(address);
      if (address === self || person?.address === self) continue;
      if (person?.kind !== "person") throw new NetworkError("not-found", "Not everybody is a person of the directory.");
      others.add(person.address);
    }
    if (others.size === 0) throw new NetworkError("bad-request", "This needs somebody else.");
    return [...others];
  };
}
