import { findIana } from "windows-iana";
import * as z from "zod/mini";
import type { Time } from "../../protocol/index.ts";

/** Graph's dateTimeTimeZone: a clock's time without an offset, and the zone of the clock by its Windows or IANA name. */
export const DateTime = z.object({ dateTime: z.string(), timeZone: z.optional(z.nullable(z.string())) });
export type DateTime = z.output<typeof DateTime>;

export const inUtc = (time: Time): DateTime => ({ dateTime: new Date(time).toISOString().slice(0, 19), timeZone: "UTC" });

/** Undefined where it is no time, or its zone is none that is known here. */
export function timeOf({ dateTime, timeZone }: DateTime): Time | undefined {
  if (/[zZ]$|[+-]\d\d:\d\d$/.test(dateTime)) return Date.parse(dateTime); // it is not documented, and says it all
  const wall = Date.parse(`${dateTime.slice(0, 23)}Z`);
  if (Number.isNaN(wall)) return undefined;
  const zone = timeZone ? zoneOf(timeZone) : "UTC";
  if (zone === undefined) return undefined;
  // The offset at the wall's time as if it were UTC may be that of the other side of a change of the clocks: once more from there.
  return wall - offset(zone, wall - offset(zone, wall));
}

/** The IANA name of a zone that Microsoft calls by a name of its own. */
export function zoneOf(name: string): string | undefined {
  const iana = findIana(name)[0] ?? name;
  return isZone(iana) ? iana : undefined;
}

/** Milliseconds that the zone's clocks are ahead of UTC. */
function offset(timeZone: string, time: Time): number {
  if (timeZone === "UTC") return 0;
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
}

function isZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
