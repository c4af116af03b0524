import type { EmailAddress, FreeBusy } from "../../../protocol/index.ts";
import type { Directory } from "../../directory.ts";
import { NetworkError, outOfReach, type FreeBusySource } from "../../network.ts";
import type { Calendars } from "./calendars.ts";

interface FreeBusyParts {
  readonly directory: Directory;
  readonly calendars: Pick<Calendars, "ahead">;
}

/** When people are busy, by their calendars. Whoever is in the directory sees this of everybody else in it, as they see who is in a meeting now. */
export function freeBusy(self: EmailAddress, { directory, calendars }: FreeBusyParts): FreeBusySource {
  return {
    async of(people, from, to) {
      const found = await directory.find(new Set([self, ...people])).catch(outOfReach);
      const answer = async (address: EmailAddress): Promise<FreeBusy> => {
        if (found instanceof NetworkError) return { address, reason: "unreachable" };
        const person = found.get(address);
        if (!person) return { address, reason: "not-in-directory" };
        if (!found.has(self)) return { address, reason: "not-shared" };
        const plan = await calendars.ahead(person.address);
        if (typeof plan === "string") return { address, reason: plan };
        const slots = plan.schedule.filter(({ start, end }) => start < to && end > from);
        return {
          address,
          // Without the notes that a schedule has for presence.
          slots: slots.map(({ start, end, status }) => ({ start, end, status })),
          ...(plan.unreadable > 0 && { incomplete: true }),
        };
      };
      return Promise.all(people.map(answer));
    },
  };
}
