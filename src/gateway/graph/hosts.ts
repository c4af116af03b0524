/** Where Microsoft's services are: every host name that Rollcall knows of them is in this table. */
export interface Hosts {
  /** Entra, which issues tokens. */
  readonly login: string;
  readonly graph: string;
  /** Who is named in a token as its issuer, where that is another name of `login`. */
  readonly issuer?: string;
}

export const cloudNames = ["global", "us-government", "us-defense", "china"] as const;

/** Microsoft Graph's national clouds. Graph has no presence in China's. */
export const clouds: Readonly<Record<(typeof cloudNames)[number], Hosts>> = {
  global: { login: "https://login.microsoftonline.com", graph: "https://graph.microsoft.com" },
  "us-government": { login: "https://login.microsoftonline.us", graph: "https://graph.microsoft.us" },
  "us-defense": { login: "https://login.microsoftonline.us", graph: "https://dod-graph.microsoft.us" },
  china: {
    login: "https://login.chinacloudapi.cn",
    graph: "https://microsoftgraph.chinacloudapi.cn",
    issuer: "https://login.partner.microsoftonline.cn",
  },
};
