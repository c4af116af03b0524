import type { AddIn } from "./manifest.ts";
import { hasMailbox, type Profile } from "./profiles.ts";
import { officeTheme, type Theme } from "./theme.ts";

/** Who a frame is to its host. Never shared: the library remembers by `control` whether it is a dialog. */
export interface Identity {
  readonly conversation: string;
  readonly control: string;
}

export const newIdentity = (): Identity => ({ conversation: crypto.randomUUID(), control: crypto.randomUUID() });

/** The frame's `name`, from which the library learns that Outlook on the web hosts it, and where. It survives reloads. */
export function frameName({ conversation, control }: Identity, locale: string, dialog: boolean): string {
  const noTelemetry = "disableLogging";
  return JSON.stringify({
    baseFrameName: `rollcall-${control}`,
    hostInfo: ["Outlook", "Web", "16.01", locale, crypto.randomUUID(), dialog ? "isDialog" : "", noTelemetry, "16"].join("|"),
    xdmInfo: [conversation, control, location.origin].join("|"),
    serializerVersion: "1",
    flights: "[]",
  });
}

/** What `getAppContext` answers. The library throws where one of the first nine is missing. */
export function appContext(control: string, addIn: AddIn, profile: Profile, locale: string, theme: Theme, settings: object, url: string) {
  return {
    _id: control,
    _appName: 64, // Outlook on the web
    _appVersion: "16.01",
    _appUILocale: locale,
    _dataLocale: locale,
    _docUrl: location.origin,
    _clientMode: 1,
    _settings: settings,
    _reason: "documentOpened",
    _appInstanceId: control,
    _appMinorVersion: 1,
    _osfControlType: 1,
    _eToken: "",
    _correlationId: crypto.randomUUID(),
    _requirementMatrix: JSON.stringify(profile.requirements),
    _dialogRequirementMatrix: JSON.stringify({ DialogApi: profile.requirements.DialogApi }),
    _hostFullVersion: hostVersion,
    _addinName: addIn.name,
    _addInSourceUrl: url,
    _appDomains: addIn.origins,
    _featureGates: {},
    _initialDisplayMode: 0,
    _clientWindowWidth: innerWidth,
    _clientWindowHeight: innerHeight,
    _hostCustomMessage: "",
    // Office.context.officeTheme came with this set.
    ...(hasMailbox(profile, "1.14") ? { _officeTheme: officeTheme(theme) } : {}),
  };
}

export const hostVersion = "16.0.18025.20000";
