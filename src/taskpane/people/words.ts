import type { Person, Presence, Reason, Time } from "../../protocol/index.ts";
import type { Text } from "../texts/text.ts";

const day = 86_400_000;

/** A moment as people say it: the time today, with the weekday this week, else the date. */
export function momentText(text: Text, time: Time, now: Time): string {
  if (new Date(time).toDateString() === new Date(now).toDateString()) return text("moment-today", { time });
  return text(Math.abs(time - now) < 6 * day ? "moment-week" : "moment-date", { time });
}

/**
 * One line: the word, what changes next, then what they are doing, which is what a narrow pane may cut; for the unknown, why.
 * Their own note is no part of it.
 */
export function presenceText(text: Text, presence: Presence, now: Time): string {
  const { availability, activity, outOfOffice } = presence;
  const doing = activity && availability !== "unknown" && !outOfOffice ? [text(`activity-${activity}`)] : [];
  return [...headline(text, presence, now), ...moments(text, presence, now), ...doing].join(" · ");
}

function headline(text: Text, presence: Presence, now: Time): readonly string[] {
  const { availability, outOfOffice, reason } = presence;
  if (availability === "unknown") return [text("availability-unknown"), ...(reason ? [text(`reason-${reason.code}`)] : [])];
  const word = text(`availability-${availability}`);
  const away = outOfOffice && outOfOfficeText(text, outOfOffice.until, now);
  // Whoever is out of office and offline is just that; available in spite of it is worth a word.
  if (away) return availability === "offline" ? [away] : [away, word];
  return [word];
}

function outOfOfficeText(text: Text, until: Time | undefined, now: Time): string {
  return until === undefined ? text("out-of-office") : text("out-of-office-until", { moment: momentText(text, until, now) });
}

function moments(text: Text, presence: Presence, now: Time): readonly string[] {
  const { availability, until, since, idleSince, outOfOffice, sources } = presence;
  const moment = (time: Time): string => momentText(text, time, now);
  if (availability === "unknown") return [];
  const stale = sources.length > 0 && sources.every((source) => source.stale);
  if (stale) return [text("as-of", { moment: moment(Math.max(...sources.map(({ observed }) => observed))) })];
  if (until !== undefined && until > now && until !== outOfOffice?.until) return [text("until", { moment: moment(until) })];
  if (availability === "away" && (idleSince ?? since) !== undefined) return [text("since", { moment: moment(idleSince ?? since ?? now) })];
  if (availability === "offline" && since !== undefined && !outOfOffice) return [text("last-seen", { moment: moment(since) })];
  return [];
}

/** What was true when the line broke, said as the past that it is. */
export function lostText(text: Text, presence: Presence, lost: Time, now: Time): string {
  const word = text(`availability-${presence.availability}`);
  const was =
    presence.availability === "unknown" ? [] : [text("last-known", { word }), text("as-of", { moment: momentText(text, lost, now) })];
  return [text("availability-unknown"), ...was].join(" · ");
}

/** Why nothing is known, in a sentence. */
export function reasonText(text: Text, reason: Reason, now: Time): string {
  const moment = momentText(text, reason.since ?? now, now);
  return text(`why-${reason.code}`, { network: text("network-name", { name: reason.network ?? "" }), moment });
}

/** The clock where they are; undefined where that is not known, or the same as here. */
export function localTime(text: Text, person: Person | undefined, now: Time): string | undefined {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!person?.timeZone || person.timeZone === here) return undefined;
  try {
    return new Intl.DateTimeFormat(text.language, {
      timeZone: person.timeZone,
      weekday: "short",
      hour: "numeric",
      minute: "2-digit",
    }).format(now);
  } catch {
    return undefined; // a name that this browser's time zone data lacks
  }
}
