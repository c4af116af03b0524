// A small add-in for the tests of its host: it does what a test asks, and remembers what it heard.
window.heard = [];

/** One of Office's callbacks as a promise of the value, or of the error's code. */
window.ask = (target, method, ...args) =>
  new Promise((resolve) => {
    target[method](...args, ({ status, value, error }) => resolve(status === "succeeded" ? { value } : { code: error.code }));
  });

window.listen = (target, event) => window.ask(target, "addHandlerAsync", Office.EventType[event], (args) => window.heard.push(args));

/** Opens dialog.html; what it says comes among what else was heard. */
window.openDialog = async (options) => {
  const { value: dialog } = await ask(Office.context.ui, "displayDialogAsync", `${location.origin}/dialog.html`, options);
  window.dialog = dialog;
  for (const type of ["DialogMessageReceived", "DialogEventReceived"]) {
    dialog.addEventHandler(Office.EventType[type], (args) => window.heard.push(args));
  }
};

Office.onReady(() => {
  document.documentElement.dataset.ready = "";
});
