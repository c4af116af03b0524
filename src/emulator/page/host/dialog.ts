import * as z from "zod/mini";
import type { Client } from "./client.ts";
import { hostFrame } from "./frame.ts";

/** Of the window. */
const percent = z.optional(z.number().check(z.gte(1), z.lte(100)));
/** What `displayDialogAsync` wants. */
const DialogOptions = z.object({
  url: z.string(),
  width: percent,
  height: percent,
  displayInIframe: z.optional(z.boolean()),
});
export type DialogOptions = z.output<typeof DialogOptions>;

/** Reads the JSON text in which a pane registers for a dialog's messages. */
export function readDialogOptions(targetId: string): DialogOptions | undefined {
  try {
    return DialogOptions.safeParse(JSON.parse(targetId)).data;
  } catch {
    return undefined; // no JSON
  }
}

/** A dialog that stands over the page, as `displayInIframe` asks for; without it the library opens a window by itself. */
export interface Dialog {
  tell(content: unknown, origin: string): void;
  close(): void;
}

export interface DialogListeners {
  message(content: unknown, origin: string): void;
  /** The person closed it. */
  closed(): void;
}

/** Opens it within `place`, whose colours it takes over. */
export function openDialog(place: Element, options: DialogOptions, client: Client, listeners: DialogListeners): Dialog {
  const box = document.createElement("dialog");
  box.className = "add-in-dialog";
  box.setAttribute("aria-label", client.addIn.name);
  box.style.inlineSize = `${options.width ?? 80}vw`;
  box.style.blockSize = `${options.height ?? 80}vh`;
  const dismiss = document.createElement("button");
  dismiss.ariaLabel = "×";
  dismiss.textContent = "×";
  const title = document.createElement("header");
  title.append(client.addIn.name, dismiss);
  const frame = hostFrame(options.url, client, { close: () => box.close(), messageParent: listeners.message }, true);
  box.append(title, frame.element);
  place.append(box);

  let byItself = false;
  dismiss.addEventListener("click", () => box.close());
  box.addEventListener("close", () => {
    frame.close();
    box.remove();
    if (!byItself) listeners.closed();
  });
  box.showModal();
  return {
    tell: (messageContent, messageOrigin) =>
      frame.fire({ event: "dialogParentMessageReceived", data: { messageType: 1, messageContent, messageOrigin } }),
    close() {
      byItself = true;
      box.close();
    },
  };
}
