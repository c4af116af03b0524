/** Presence, as the Teams clients of the tenant's people made it. */
import { badRequest, type Context, field, type GraphAnswer, isTexts, notFound, ok } from "./answer.ts";
import type { PresenceData, User } from "./tenant.ts";

const mostIds = 650;
const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const nobody: PresenceData = { availability: "PresenceUnknown", activity: "PresenceUnknown" };

/** `POST /communications/getPresencesByUserId`. Ids that are nobody's are left out: what Graph does is not documented. */
export function presences({ request, tenant }: Context): GraphAnswer {
  const ids = field(request.body, "ids");
  if (!isTexts(ids) || ids.length === 0 || ids.length > mostIds || !ids.every((id) => guid.test(id))) {
    return badRequest(`ids must be 1 to ${mostIds} GUIDs.`);
  }
  return ok({ value: ids.flatMap((id) => tenant.user(id) ?? []).map(describePresence) });
}

export function presence({ tenant, parameters }: Context): GraphAnswer {
  const user = tenant.user(parameters[0] ?? "");
  return user ? ok(describePresence(user)) : notFound("The user does not exist.");
}

export function describePresence({ id, data, version }: User): Readonly<Record<string, unknown>> {
  const { availability, activity, outOfOffice, statusMessage, statusMessageExpires, workLocation } = data.presence ?? nobody;
  return {
    id,
    availability,
    activity,
    outOfOfficeSettings: { isOutOfOffice: outOfOffice !== undefined, message: outOfOffice ?? null },
    sequenceNumber: `A${String(version).padStart(20, "0")}`,
    statusMessage:
      statusMessage === undefined
        ? null
        : {
            message: { content: statusMessage, contentType: "text" },
            ...(statusMessageExpires !== undefined && { expiryDateTime: inUtc(statusMessageExpires) }),
          },
    ...(workLocation && { workLocation: { placeId: null, source: "manual", workLocationType: workLocation } }),
  };
}

/** Graph's dateTimeTimeZone has no offset in its time. */
export const inUtc = (time: number) => ({ dateTime: new Date(time).toISOString().replace("Z", "0000"), timeZone: "UTC" });
