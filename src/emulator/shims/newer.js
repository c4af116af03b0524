/* oxlint-disable eslint/no-underscore-dangle -- office.js has no other names for these */

// The office.js that Outlook loads from Microsoft's CDN is years newer than the one on npm. This adds what an add-in meets in the newer
// one, where the emulated Outlook says that it has it; loaded right after office.js, its callback comes before the page's own.
Office.onReady(() => {
  const helper = OSF._OfficeAppFactory.getInitializationHelper();
  const theme = helper?._appContext?._officeTheme;
  if (theme && !Office.context.officeTheme) Office.context.officeTheme = theme;

  if (Office.context.requirements?.isSetSupported("OpenBrowserWindowApi", "1.1") && !Office.context.ui.openBrowserWindow) {
    Office.context.ui.openBrowserWindow = (url) => {
      const DdaMethod = { ControlId: helper._webAppState.id, Version: 1, DispatchId: 102 };
      OSF._OfficeAppFactory.getClientEndPoint().invoke("executeMethod", null, { DdaMethod, reserved: 0, url });
    };
  }
});

// Nested app authentication: the sign-in library posts JSON texts to this bridge, and Outlook answers over it.
if (!window.nestedAppAuthBridge && window !== window.parent && window.name.startsWith("{")) {
  const listeners = new Set();
  const host = JSON.parse(window.name).xdmInfo?.split("|")[2];
  window.addEventListener("message", (event) => {
    if (event.origin !== host || typeof event.data !== "string" || !event.data.includes('"NestedAppAuthResponse"')) return;
    for (const listener of listeners) listener(event.data);
  });
  window.nestedAppAuthBridge = {
    addEventListener: (type, listener) => void (type === "message" && listeners.add(listener)),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
    postMessage: (text) => window.parent.postMessage(text, host),
  };
}
