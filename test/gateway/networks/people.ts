import type { Directory } from "../../../src/gateway/directory.ts";
import { NetworkError, type User } from "../../../src/gateway/network.ts";
import { parseAddress, type EmailAddress, type Person } from "../../../src/protocol/index.ts";

/** Alice, Bob and Carol at example.org, as users and in a directory that lives in memory; `others` are in it too. */
export function people(others: readonly Person[] = []): {
  readonly directory: Directory;
  readonly users: Readonly<Record<"alice" | "bob" | "carol", User>>;
} {
  const users = { alice: user("alice"), bob: user("bob"), carol: user("carol") };
  const known = new Map<EmailAddress, Person>();
  for (const person of [...Object.values(users).map(({ person }) => person), ...others]) {
    for (const address of [person.address, ...(person.aliases ?? [])]) known.set(address, person);
  }
  return {
    users,
    directory: {
      name: "memory",
      async find(addresses) {
        return new Map([...known].filter(([address]) => addresses.has(address)));
      },
      async members() {
        throw new NetworkError("not-found", "There are no lists here.");
      },
    },
  };
}

function user(name: string): User {
  const address = parseAddress(`${name}@example.org`);
  if (!address) throw new Error(`${name} makes no address`);
  return { address, person: { address, kind: "person", name } };
}
