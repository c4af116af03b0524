/** The application permissions that Rollcall makes use of, each with what is missing without it. */
export const permissions = {
  "User.ReadBasic.All": "who is behind an address: without it, nothing of Microsoft 365 is shown",
  "User.Read.All": "people found by their other addresses, their telephone numbers and departments (holds User.ReadBasic.All)",
  "ProfilePhoto.Read.All": "people's photos (User.Read.All allows them, too)",
  "OrgContact.Read.All": "the organisation's mail contacts",
  "GroupMember.Read.All": "lists, and who is in them",
  "Member.Read.Hidden": "who is in lists that hide their members",
  "Presence.Read.All": "Teams presence, status messages and out of office",
  "Calendars.ReadBasic": "meetings in presence, free and busy times",
  "MailTips.ReadBasic.All": "out of office of people without Teams, and lists that Exchange alone can open",
} as const;
export type Permission = keyof typeof permissions;

/** Which permissions have turned out to be missing. */
export interface Grants {
  granted(permission: Permission): void;
  refused(permission: Permission): void;
  /** Refused lately: asking again is no use for now. */
  lacks(permission: Permission): boolean;
  readonly missing: readonly Permission[];
}

/** Consent may come at any time: after so many milliseconds it is tried again. */
const retryAfter = 10 * 60_000;

/** `warn` is told once of each permission that turns out to be missing. */
export function createGrants(warn: (problem: string) => void = () => {}, now: () => number = Date.now): Grants {
  const refusals = new Map<Permission, number>();
  return {
    granted: (permission) => void refusals.delete(permission),
    refused(permission) {
      if (!refusals.has(permission)) warn(inWords([permission]));
      refusals.set(permission, now());
    },
    lacks: (permission) => now() - (refusals.get(permission) ?? -Infinity) < retryAfter,
    get missing() {
      return [...refusals.keys()];
    },
  };
}

/** For an administrator; undefined where nothing is missing. */
export function missingInWords(missing: readonly Permission[]): string | undefined {
  return missing.length > 0 ? inWords(missing) : undefined;
}

const inWords = (missing: readonly Permission[]): string =>
  `Microsoft Graph refuses for want of a permission: ${missing.map((each) => `${each} (${permissions[each]})`).join("; ")}.`;
