/** A real Outlook, as far as an add-in can tell it from another. Sources: Microsoft's requirement sets and the remarks of `item.to`. */
export interface Profile {
  readonly name: string;
  /** What `requirements.isSetSupported` says. */
  readonly requirements: Readonly<Record<string, string>>;
  /** `item.to` and `item.cc` of a message that is read hold this many each: with the header collapsed, and with it expanded. */
  readonly recipients: { readonly collapsed: number; readonly expanded: number };
  /** `getAsync` of a message that is written answers with this many. */
  readonly written: number;
  /** Whether a pane can be pinned, stands beside the message, and is offered on anything but a message that is read. */
  readonly pin: boolean;
  readonly beside: boolean;
  readonly readOnly: boolean;
}

/** Their JavaScript is Outlook on the web's in each case: the wire of the others is another one, their limits are not. */
export const profiles = {
  web: {
    name: "Outlook on the web, new Outlook",
    requirements: { Mailbox: "1.15", DialogApi: "1.2", DialogOrigin: "1.1", IdentityAPI: "1.3", NestedAppAuth: "1.1" },
    recipients: { collapsed: 20, expanded: 1000 },
    written: 1000,
    pin: true,
    beside: true,
    readOnly: false,
  },
  classic: {
    name: "Classic Outlook on Windows",
    requirements: {
      Mailbox: "1.14",
      DialogApi: "1.2",
      DialogOrigin: "1.1",
      IdentityAPI: "1.3",
      NestedAppAuth: "1.1",
      OpenBrowserWindowApi: "1.1",
    },
    recipients: { collapsed: 500, expanded: 500 },
    written: 500,
    pin: true,
    beside: true,
    readOnly: false,
  },
  "on-premises": {
    name: "Outlook on the web, Exchange on-premises",
    requirements: { Mailbox: "1.5", DialogApi: "1.1" },
    recipients: { collapsed: 20, expanded: 1000 },
    written: 1000,
    pin: true,
    beside: true,
    readOnly: false,
  },
  mobile: {
    name: "Outlook on iOS and Android",
    requirements: { Mailbox: "1.5", DialogApi: "1.1", NestedAppAuth: "1.1" },
    recipients: { collapsed: 100, expanded: 100 },
    written: 100,
    pin: false,
    beside: false,
    readOnly: true,
  },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

/** Whether this Outlook has a Mailbox requirement set, "1.14" being newer than "1.5". */
export function hasMailbox(profile: Profile, version: `1.${number}`): boolean {
  return minor(profile.requirements.Mailbox ?? "1.0") >= minor(version);
}

const minor = (version: string): number => Number(version.split(".")[1]);
