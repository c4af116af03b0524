/** What somebody's Teams says of them, in Graph's words. */
export interface TeamsPresence {
  readonly availability: string;
  readonly activity: string;
  /** As Outlook keeps it: HTML. */
  readonly outOfOffice?: string;
  readonly statusMessage?: string;
  readonly workLocation?: "office" | "remote";
}

const available = { availability: "Available", activity: "Available" } as const;
const busy = { availability: "Busy", activity: "Busy" } as const;
const away = { availability: "Away", activity: "Away" } as const;
const offline = { availability: "Offline", activity: "Offline" } as const;

/** Those of whom there is more to tell. Both spellings that Graph has are among them. */
const special: Readonly<Record<string, TeamsPresence | undefined>> = {
  "anna.berg@example.org": available,
  "li.wei@example.org": { availability: "Busy", activity: "InACall" },
  "omar.haddad@example.org": { ...away, statusMessage: "On the road, call my mobile" },
  "sofia.rossi@example.org": {
    ...offline,
    outOfOffice: "<html><body><p>I am on holiday until <b>Monday</b>.</p><p>For the redesign, please ask Mateo.</p></body></html>",
  },
  "grace.okafor@example.org": { availability: "inAMeeting", activity: "inAMeeting" },
  "priya.nair@example.org": { ...available, statusMessage: "On call this week", workLocation: "remote" },
  "samir.patel@example.org": { availability: "DoNotDisturb", activity: "Presenting" },
  "jonas.lind@example.org": { availability: "focusing", activity: "focusing", statusMessage: "Writing, back at three" },
  "robin.park@example.org": available,
  "helen.moss@example.org": { availability: "BeRightBack", activity: "BeRightBack" },
  "tara.obrien@example.org": { ...available, outOfOffice: "I answer, but slowly." },
  // Teams has never heard of him.
  "walter.klein@example.org": undefined,
};

const usual = [available, busy, available, away, available, offline];

/** Always the same for the same person. */
export const presenceOf = (address: string, index: number): TeamsPresence | undefined =>
  address in special ? special[address] : usual[index % usual.length];
