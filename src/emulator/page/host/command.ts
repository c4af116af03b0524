import { onThisItem, type Client } from "./client.ts";
import { hostFrame } from "./frame.ts";
import type { Action, Button } from "./manifest.ts";

const longest = 300_000; // milliseconds; Outlook ends a function after five minutes

/** Runs a function of the add-in in a hidden page until it says `event.completed()`. */
export function runCommand(client: Client, button: Button, action: Extract<Action, { type: "function" }>): Promise<void> {
  return new Promise((resolve) => {
    const frame = hostFrame(action.url, onThisItem(client), { close: finish });
    frame.element.hidden = true;
    document.body.append(frame.element);
    const timer = setTimeout(finish, longest);
    frame.fire({
      event: "appCommandInvoked",
      data: { 0: button.id, 1: action.name, 2: JSON.stringify({ source: { id: button.id } }) },
    });
    function finish() {
      clearTimeout(timer);
      frame.close();
      resolve();
    }
  });
}
