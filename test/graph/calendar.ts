/** What Exchange answers: free/busy and mail tips. */
import { badRequest, type Context, field, type GraphAnswer, isTexts, ok, refusal } from "./answer.ts";
import { inUtc } from "./presence.ts";
import type { SlotData, Tenant } from "./tenant.ts";

const most = 20;
const longestPeriod = 62 * 86_400_000;
const digits: Readonly<Record<SlotData["status"], number>> = { free: 0, workingElsewhere: 4, tentative: 1, busy: 2, oof: 3, unknown: 0 };

/** `POST /users/{id}/calendar/getSchedule`. What is wrong with one of those asked for is in their entry; the others are answered. */
export function getSchedule({ request, tenant, parameters }: Context): GraphAnswer {
  if (!tenant.user(parameters[0] ?? "")) return refusal(404, "ErrorInvalidUser", "The requested user is invalid.");
  const schedules = field(request.body, "schedules");
  const start = timeIn(field(request.body, "startTime"));
  const end = timeIn(field(request.body, "endTime"));
  const interval = Number(field(request.body, "availabilityViewInterval") ?? 30);
  if (!isTexts(schedules) || schedules.length === 0 || schedules.length > most) {
    return badRequest(`schedules must be 1 to ${most} addresses.`, "ErrorInvalidRequest");
  }
  if (start === undefined || end === undefined || end <= start || end - start >= longestPeriod || interval < 5 || interval > 1440) {
    return badRequest("The period makes no sense.", "ErrorInvalidTimeInterval");
  }
  return ok({ value: schedules.map((address) => schedule(tenant, address, { start, end, interval: interval * 60_000 })) });
}

interface Period {
  readonly start: number;
  readonly end: number;
  readonly interval: number;
}

function schedule(tenant: Tenant, address: string, { start, end, interval }: Period): object {
  const found = tenant.byMail(address) ?? tenant.where("user", "proxyAddresses", `smtp:${address}`)[0];
  const failed = (responseCode: string) => ({
    scheduleId: address,
    availabilityView: "",
    scheduleItems: [],
    error: { message: "The free/busy information cannot be told.", responseCode },
  });
  if (found?.kind !== "user") return failed("ErrorMailRecipientNotFound");
  if (found.data.calendarError) return failed(found.data.calendarError);
  const slots = (found.data.calendar ?? []).filter((slot) => slot.start < end && slot.end > start);
  const view = Array.from({ length: Math.ceil((end - start) / interval) }, (_, index) => {
    const from = start + index * interval;
    const here = slots.filter((slot) => slot.start < from + interval && slot.end > from);
    return Math.max(0, ...here.map(({ status }) => digits[status]));
  });
  const hours = found.data.workingHours;
  return {
    scheduleId: address,
    availabilityView: view.join(""),
    scheduleItems: slots.map((slot) => ({
      status: slot.status,
      start: inUtc(slot.start),
      end: inUtc(slot.end),
      subject: slot.subject ?? "",
    })),
    ...(hours && {
      workingHours: {
        daysOfWeek: ["monday", "tuesday", "wednesday", "thursday", "friday"],
        startTime: `${hours.start}:00.0000000`,
        endTime: `${hours.end}:00.0000000`,
        timeZone: { name: hours.timeZone },
      },
    }),
  };
}

/** Exchange's word for a time that is not set. */
const never = Date.parse("0001-01-01T00:00:00Z");

/** `POST /users/{id}/getMailTips`. */
export function getMailTips({ request, tenant }: Context): GraphAnswer {
  const addresses = field(request.body, "EmailAddresses");
  if (!isTexts(addresses) || addresses.length === 0) return badRequest("EmailAddresses must name somebody.", "ErrorInvalidRequest");
  return ok({ value: addresses.map((address) => mailTips(tenant, address)) });
}

function mailTips(tenant: Tenant, address: string): object {
  const emailAddress = { name: "", address };
  const size = tenant.dynamicLists.get(address.toLowerCase());
  if (size !== undefined) return { emailAddress, automaticReplies: { message: "" }, totalMemberCount: size };
  const found = tenant.byMail(address);
  if (!found) return { emailAddress, error: { code: "RecipientNotFound", message: "The recipient could not be found." } };
  if (found.kind === "group") return { emailAddress, automaticReplies: { message: "" }, totalMemberCount: tenant.membersOf(found).length };
  if (found.kind === "orgContact") return { emailAddress, automaticReplies: { message: "" } };
  const [start, end] = found.data.automaticReplyTimes ?? [never, never];
  return {
    emailAddress,
    automaticReplies: { message: found.data.automaticReply ?? "", scheduledStartTime: inUtc(start), scheduledEndTime: inUtc(end) },
  };
}

/** A dateTimeTimeZone, of which the stand-in knows UTC alone. */
function timeIn(value: unknown): number | undefined {
  const text = field(value, "dateTime");
  if (typeof text !== "string" || field(value, "timeZone") !== "UTC" || /[zZ+]/.test(text)) return undefined;
  const time = Date.parse(`${text.slice(0, 23)}Z`);
  return Number.isNaN(time) ? undefined : time;
}
