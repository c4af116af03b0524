/** Where Microsoft's services are: every host name that Rollcall knows of them is in this table. */
export interface Hosts {
  /** Entra, which issues tokens. */
  readonly login: string;
  readonly graph: string;
  /** Where Teams' own links lead; those of the global cloud where it is not given. */
  readonly teams?: string;
  /** Who is named in a token as its issuer, where that is another name of `login`. */
  readonly issuer?: string;
  /** Who is named as the issuer of tokens of version 1, where that is another name of `login`. */
  readonly sts?: string;
}

/** Graph's change tracking, the only application whose word counts for a notification; it has one id in all clouds. */
export const notificationPublisher = "0bf30f3b-4a52-48df-9a82-234910c4a086";

export const cloudNames = ["global", "us-government", "us-defense", "china"] as const;

/** Microsoft Graph's national clouds. Graph has no presence in China's. */
export const clouds = {
  global: {
    login: "https://login.microsoftonline.com",
    graph: "https://graph.microsoft.com",
    teams: "https://teams.microsoft.com",
    sts: "https://sts.windows.net",
  },
  "us-government": {
    login: "https://login.microsoftonline.us",
    graph: "https://graph.microsoft.us",
    teams: "https://gov.teams.microsoft.us",
    sts: "https://sts.windows.net",
  },
  "us-defense": {
    login: "https://login.microsoftonline.us",
    graph: "https://dod-graph.microsoft.us",
    teams: "https://dod.teams.microsoft.us",
    sts: "https://sts.windows.net",
  },
  china: {
    login: "https://login.chinacloudapi.cn",
    graph: "https://microsoftgraph.chinacloudapi.cn",
    teams: "https://teams.microsoftonline.cn",
    issuer: "https://login.partner.microsoftonline.cn",
    sts: "https://sts.chinacloudapi.cn",
  },
} as const satisfies Readonly<Record<(typeof cloudNames)[number], Hosts>>;
