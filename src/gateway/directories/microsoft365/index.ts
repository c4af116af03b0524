import type { EmailAddress, Person } from "../../../protocol/index.ts";
import type { Directory } from "../../directory.ts";
import type { Graph } from "../../graph/index.ts";
import type { Permission } from "../../graph/permissions.ts";
import { createResolver, type Resolver, type Entity } from "../../graph/resolver.ts";
import { NetworkError } from "../../network.ts";
import { dynamicLists } from "./dynamic.ts";
import { membersOf } from "./members.ts";
import { contacts, groups, ofContact, ofGroup, ofUser } from "./person.ts";
import { createPhotos } from "./photos.ts";
import { createZones } from "./zones.ts";

/** The organisation's people, lists and mail contacts in Entra. What a missing permission hides is absent; the rest is there. */
export function microsoft365(graph: Graph): Directory {
  const { client, grants, users } = graph;
  const lists = createResolver(client, grants, groups);
  const outside = createResolver(client, grants, contacts);
  const dynamic = dynamicLists(graph);
  const zones = createZones(graph);
  /** Some mailbox of the organisation, and its domains: those of the people who were found. */
  const own: { mailbox?: string; readonly domains: Set<string> } = { domains: new Set() };

  async function permitted<E extends Entity>(
    resolver: Resolver<E>,
    permission: Permission,
    addresses: Iterable<EmailAddress>,
  ): Promise<ReadonlyMap<EmailAddress, E>> {
    if (grants.lacks(permission)) return new Map();
    return resolver.find(addresses).catch((error: unknown) => {
      if (error instanceof NetworkError && error.code === "forbidden") return new Map<EmailAddress, E>();
      throw error;
    });
  }

  const withZone = (person: Person | undefined): Person | undefined => {
    const timeZone = person && zones.of(person.address);
    return timeZone ? { ...person, timeZone } : person;
  };

  return {
    name: "microsoft365",
    async find(addresses) {
      const found = new Map<EmailAddress, Person>();
      const keep = <E>(entities: ReadonlyMap<EmailAddress, E>, person: (entity: E) => Person | undefined) => {
        for (const [address, entity] of entities) {
          const known = person(entity);
          if (known) found.set(address, known);
        }
      };
      const missing = () => [...addresses].filter((address) => !found.has(address));

      const people = await users.find(addresses);
      keep(people, (user) => withZone(ofUser(user)));
      for (const [address, user] of people) {
        if (user.userType === "Guest") continue;
        own.mailbox = user.id;
        own.domains.add(domainOf(address));
      }
      const insiders = [...found.values()].filter(({ external }) => !external);
      if (own.mailbox !== undefined)
        zones.learn(
          insiders.map(({ address }) => address),
          own.mailbox,
        );
      keep(await permitted(lists, groups.permission, missing()), ofGroup);
      keep(await permitted(outside, contacts.permission, missing()), ofContact);
      const unexplained = missing().filter((address) => own.domains.has(domainOf(address)));
      if (own.mailbox !== undefined && unexplained.length > 0) {
        const sizes = await dynamic.sizes(unexplained, own.mailbox);
        for (const [address, size] of sizes) found.set(address, { address, kind: "list", size });
      }
      return found;
    },

    photo: createPhotos(graph),

    async members(list) {
      const group = (await permitted(lists, groups.permission, [list])).get(list);
      if (group) return membersOf(group, graph);
      const sizes = own.mailbox === undefined ? undefined : await dynamic.sizes([list], own.mailbox);
      if (sizes?.has(list))
        throw new NetworkError("unsupported", "Exchange alone knows who is in this list: it is made anew for each mail.");
      throw new NetworkError("not-found", "That is no list of this directory.");
    },
  };
}

const domainOf = (address: EmailAddress) => address.slice(address.lastIndexOf("@") + 1);
