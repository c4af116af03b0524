/** What Graph answers of online meetings, in the name of who organises them. */
import { badRequest, type Context, field, type GraphAnswer, notFound, ok } from "./answer.ts";

/** The same `externalId` of the same organiser is the same meeting. */
export function createOrGet({ request, tenant, user = "" }: Context): GraphAnswer {
  const externalId = field(request.body, "externalId");
  if (typeof externalId !== "string" || externalId === "") return badRequest("externalId is missing.");
  const attendees = field(field(request.body, "participants"), "attendees") ?? [];
  const people = Array.isArray(attendees) ? attendees.map((each) => field(field(field(each, "identity"), "user"), "id")) : [];
  if (people.some((id) => typeof id !== "string" || !tenant.user(id))) return notFound("An attendee does not exist.");
  const key = `${user} ${externalId}`;
  const known = tenant.meetings.get(key);
  if (known) return ok(known);
  const id = `MSo${tenant.meetings.size + 1}`;
  const meeting = {
    id,
    externalId,
    subject: field(request.body, "subject") ?? null,
    joinWebUrl: `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${id}%40thread.v2/0`,
    participants: { attendees },
  };
  tenant.meetings.set(key, meeting);
  return ok(meeting);
}
