import { parseArgs } from "node:util";
import { type Config, readConfig, StartError } from "../gateway/config.ts";
import { type Finding, checkPermissions } from "../gateway/graph/check.ts";
import { type GraphConfig, hostsOf } from "../gateway/graph/config.ts";
import { adminConsent } from "../gateway/graph/consent.ts";
import { type Graph, openGraph } from "../gateway/graph/index.ts";
import { permissions } from "../gateway/graph/permissions.ts";
import { checkRegistration, consentedScopes, delegated, type Expected, type Setting } from "../gateway/graph/registration.ts";
import { NetworkError } from "../gateway/network.ts";
import { ownScope } from "../gateway/signInPage.ts";
import { parseAddress } from "../protocol/index.ts";

const help = `rollcall check --person ADDRESS [--config FILE]

Tries what Rollcall may do in Microsoft 365, permission by permission, and says what to grant; where people sign in with Entra
also what the registration must hold for that, as far as Rollcall may see it. ADDRESS is that of somebody in the
organisation whose name, presence and free/busy are looked at, your own for one. FILE is rollcall.json unless said
otherwise; its entry "microsoft365" says how to ask. Nothing is changed, and nothing that is found is shown.`;

const options = { person: { type: "string" }, config: { type: "string", default: "rollcall.json" }, help: { type: "boolean" } } as const;

/** `rollcall check`: exit code 1 where something is missing. */
export async function check(argv: string[]): Promise<void> {
  const { values } = parseArgs({ args: argv, options });
  if (values.help) return console.log(help);
  const person = parseAddress(values.person ?? "");
  if (!person) return fail(`--person takes the address of somebody in the organisation.\n\n${help}`);
  const config = readConfig(values.config);
  if (!config.microsoft365) throw new StartError("config", `${values.config}: there is no entry "microsoft365".`);
  const graph = await openGraph(config.microsoft365);
  try {
    const findings = await checkPermissions(graph, person);
    console.log(findings.map(line).join("\n"));
    if (findings.some(({ state }) => state === "missing")) fail(`\n${whatToDo(config.microsoft365)}`);
    const own = ownScope(config);
    if (own) await checkSignIn(graph, { ...own, client: config.microsoft365.client, origin: originOf(config) }, inUse(config));
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    fail(error.message);
  } finally {
    await graph.close();
  }
}

/** How people sign in, and what they have allowed. */
async function checkSignIn({ client, application }: Graph, expected: Expected, scopes: typeof delegated): Promise<void> {
  const settings = await checkRegistration(client, expected);
  console.log(["", "The registration, for people to sign in:", ...settings.map(settingLine)].join("\n"));
  if (settings.some(({ state }) => state === "unseen")) console.log(cannotSee("Application.Read.All", "App registrations"));
  if (settings.some(({ state }) => state === "wrong")) fail("Set in the registration what is marked.");
  if (scopes.length === 0) return;
  const consented = await consentedScopes(client, expected.client);
  console.log(["", "Delegated permissions, in the name of whoever signs in:", ...scopes.map(scopeLine(consented))].join("\n"));
  if (!consented) console.log(cannotSee("Directory.Read.All", "Enterprise applications, Permissions"));
  else if (scopes.some(([scope]) => isLacking(scope, consented)))
    fail(
      `Add what is missing as delegated permissions, and let an administrator allow them:\n  ${adminConsent(application, expected.origin)}`,
    );
}

const marks = { granted: "✓", missing: "✗", untried: "?", right: "✓", wrong: "✗", unseen: "?" } as const;

function line({ permission, state, why }: Finding): string {
  const said = { granted: permissions[permission], missing: `missing: ${permissions[permission]}`, untried: `not tried: ${why}` }[state];
  return `${marks[state]} ${permission.padEnd(24)} ${said}`;
}

const settingLine = ({ name, state, wanted }: Setting): string =>
  `${marks[state]} ${name.padEnd(24)} ${state === "right" ? wanted : `must be ${wanted}`}`;

const scopeLine =
  (consented: ReadonlySet<string> | undefined) =>
  ([scope, purpose]: readonly [string, string]): string => {
    const state = !consented ? "untried" : isLacking(scope, consented) ? "missing" : "granted";
    return `${marks[state]} ${scope.padEnd(24)} ${state === "missing" ? `missing: ${purpose}` : purpose}`;
  };

/** The delegated permissions that this configuration makes use of. */
function inUse({ networks, microsoft365 }: Config): typeof delegated {
  const { chat = false, meetings = false } = networks.find((each) => each.kind === "microsoft365") ?? {};
  const uses = { Chat: chat, OnlineMeetings: meetings, Presence: microsoft365?.notifications !== undefined };
  return delegated.filter(([scope]) => Object.entries(uses).some(([name, used]) => used && scope.startsWith(name)));
}

/** Chat.ReadWrite holds what else there is of chats. */
const isLacking = (scope: string, consented: ReadonlySet<string>): boolean =>
  !consented.has(scope) && !(scope.startsWith("Chat") && consented.has("Chat.ReadWrite"));

const cannotSee = (permission: string, where: string): string =>
  `  Rollcall may not look: that would take ${permission}, which it needs for nothing else. See for yourself in Entra: ${where}.`;

const whatToDo = (config: GraphConfig): string =>
  `Add what is missing to the application ${config.client} as application permissions of Microsoft Graph, and let an administrator consent:
  ${hostsOf(config).login}/${config.tenant}/adminconsent?client_id=${config.client}
Rollcall goes on with less; it asks anew within ten minutes.`;

/** Where panes reach the gateway that this configuration is for. */
const originOf = ({ origin, tls, host, port }: Config): string => origin ?? `${tls ? "https" : "http"}://${host}:${port}`;

function fail(words: string) {
  console.error(words);
  process.exitCode = 1;
}
