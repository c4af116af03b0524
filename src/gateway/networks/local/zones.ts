import ICAL from "ical.js";
import { findIana } from "windows-iana";

/**
 * Teaches ical.js the zones that `calendar` names without defining them (RFC 5545 section 3.2.19 forbids it, and it is common).
 * What is no zone's name stays unknown, and its times are read as floating.
 */
export function learnZones(calendar: ICAL.Component): void {
  const { TimezoneService } = ICAL;
  for (const event of calendar.getAllSubcomponents("vevent")) {
    for (const property of event.getAllProperties()) {
      const name = property.getFirstParameter("tzid");
      if (!name || calendar.getTimeZoneByID(name) || TimezoneService.has(name)) continue;
      const known = ianaName(name);
      if (known) TimezoneService.register(zone(known), name);
    }
  }
}

/** A zone by its IANA name, with the rules that come with the runtime. */
export function zone(name: string): ICAL.Timezone {
  const format = formatFor(name);
  const found = new ICAL.Timezone({ tzid: name });
  found.utcOffset = (time) => {
    const wall = Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute, time.second);
    const before = offset(format, wall - day);
    const after = offset(format, wall + day);
    // RFC 5545 section 3.3.5: a time that exists twice is the first of the two; one that is skipped counts from before the gap.
    const later = offset(format, wall - before * 1000) !== before && offset(format, wall - after * 1000) === after;
    return later ? after : before;
  };
  return found;
}

const day = 86_400_000;

/** The IANA name of a zone that may be written in Windows' words, or after a vendor's prefix as in `/example.org/Europe/Berlin`. */
function ianaName(name: string): string | undefined {
  const candidates = [name, name.replace(/^\/[^/]+\//, ""), ...findIana(name)];
  return candidates.find(isZone);
}

export function isZone(name: string): boolean {
  try {
    formatFor(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const formatFor = (timeZone: string) => new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" });

/** Seconds east of UTC. The runtime says it as "GMT+05:30", or "GMT" alone. */
function offset(format: Intl.DateTimeFormat, at: number): number {
  const text = format.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes = 0] = /([+-])(\d+)(?::(\d+))?/.exec(text) ?? [];
  if (!sign) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
