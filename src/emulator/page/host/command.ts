import { onThisItem, type Client } from "./client.ts";
import { hostFrame } from "./frame.ts";
import type { Action, Button } from "./manifest.ts";

const longest = 300_000; // milliseconds; Outlook ends a function after five minutes
const slowest = 20_000; // for its page to load

/** Runs a function of the add-in in a hidden page until it says `event.completed()`. False: its page did not come up in time. */
export function runCommand(client: Client, button: Button, action: Extract<Action, { type: "function" }>): Promise<boolean> {
  return new Promise((resolve) => {
    const frame = hostFrame(action.url, onThisItem(client), {
      close: () => finish(true),
      ready() {
        clearTimeout(timer);
        timer = setTimeout(finish, longest, true);
      },
    });
    frame.element.hidden = true;
    document.body.append(frame.element);
    let timer = setTimeout(finish, slowest, false);
    frame.fire({
      event: "appCommandInvoked",
      data: { 0: button.id, 1: action.name, 2: JSON.stringify({ source: { id: button.id } }) },
    });
    function finish(answered: boolean) {
      clearTimeout(timer);
      frame.close();
      resolve(answered);
    }
  });
}
