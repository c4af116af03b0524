import { changesBetween } from "./changes.ts";
import { profileOf, type Client } from "./client.ts";
import { openDialog, readDialogOptions, type Dialog } from "./dialog.ts";
import { hostFrame, type Duties, type Frame } from "./frame.ts";
import { themeChange } from "./theme.ts";

const dialogError = { notAllowed: 12004, alreadyOpen: 12007 } as const;
const closedByPerson = 12006;

/** The add-in's task pane, within `place`: it follows the mailbox and the theme, and may open one dialog. */
export function hostPane(place: Element, url: string, client: Client, duties: Pick<Duties, "close" | "leave">): Frame {
  let dialog: Dialog | undefined;

  function open(targetId: string): number {
    const options = readDialogOptions(targetId);
    if (!options?.displayInIframe) return 0; // the library's own window
    if (dialog) return dialogError.alreadyOpen;
    if (!URL.canParse(options.url) || !client.addIn.origins.includes(new URL(options.url).origin)) return dialogError.notAllowed;
    dialog = openDialog(place, options, client, {
      message: (messageContent, messageOrigin) => tell({ messageType: 0, messageContent, messageOrigin }),
      closed() {
        dialog = undefined;
        tell({ messageType: closedByPerson });
      },
    });
    return 0;
  }

  const frame = hostFrame(url, client, {
    ...duties,
    openDialog: open,
    messageDialog: (content, origin) => dialog?.tell(content, origin),
    closeDialog() {
      dialog?.close();
      dialog = undefined;
    },
  });
  place.append(frame.element);
  const tell = (data: object) => frame.fire({ event: "dialogMessageReceived", data });

  let mail = client.mail.get();
  const stopMail = client.mail.subscribe(() => {
    const before = mail;
    mail = client.mail.get();
    if (!mail.pane.open) return;
    if (before.selected !== mail.selected) frame.forgetItem();
    for (const each of changesBetween(before, mail, client.addIn, profileOf(client))) frame.fire(each);
  });

  let { theme } = client.settings.get();
  const stopTheme = client.settings.subscribe(() => {
    if (client.settings.get().theme === theme) return;
    theme = client.settings.get().theme;
    frame.fire({ event: "officeThemeChanged", data: themeChange(theme) });
  });

  return {
    ...frame,
    close() {
      stopMail();
      stopTheme();
      dialog?.close();
      frame.close();
    },
  };
}
