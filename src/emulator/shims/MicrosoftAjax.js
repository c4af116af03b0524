/* oxlint-disable eslint/no-underscore-dangle, eslint/no-extend-native, unicorn/consistent-function-scoping -- another library's names and
   ways; and what stands outside of the block would be global in the page */

// office.js in a browser stands on Microsoft's ASP.NET AJAX library of 2007, which it loads from ajax.aspnetcdn.com unless it is there
// already. These are the names of it that office.js asks for, so that the demo talks to this machine alone.
{
  const nothingWrong = () => null;
  Function.registerNamespace = (path) => path.split(".").reduce((parent, name) => (parent[name] ??= {}), window);
  Function.registerClass = Function.prototype.registerClass = () => {};
  Function._validateParams = Function._validateParameter = nothingWrong;
  window.Type = Function;

  window.Sys = {
    StringBuilder: () => {},
    Serialization: { JavaScriptSerializer: { serialize: JSON.stringify, deserialize: (text) => JSON.parse(text) } },
    Debug: { trace: (text) => console.debug(text) },
    Browser: { InternetExplorer: {}, agent: undefined },
  };

  const named = (name, message) => Object.assign(new Error(message), { name: `Sys.${name[0].toUpperCase()}${name.slice(1)}Exception` });
  for (const name of ["argument", "argumentNull", "argumentOutOfRange", "argumentType", "argumentUndefined"]) {
    Error[name] = (parameter, message) => named(name, message ?? parameter);
  }
  for (const name of ["invalidOperation", "notImplemented", "parameterCount"]) Error[name] = (message) => named(name, message);
}
