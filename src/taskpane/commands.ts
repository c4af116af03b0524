import { connect, wireUrl } from "./connection.ts";
import type { OpenItem } from "./item.ts";
import { associate, openMailbox, type Mailbox } from "./mailbox.ts";
import { spokenText } from "./people/answer.ts";
import { addressesOf, toRows } from "./people/rows.ts";
import { summarise, type Summary } from "./people/summary.ts";
import { createSignIn } from "./signIn/index.ts";
import { initial, reduce, type Link, type State } from "./state.ts";
import { loadText } from "./texts/load.ts";
import type { Text } from "./texts/text.ts";

/** Milliseconds: whoever has not answered by then is not waited for. */
const patience = 3000;

// Outlook may run the command as soon as the page has loaded, so it is known by name before anything is awaited.
associate("whoCanTalkNow", async () => {
  const mailbox = await openMailbox();
  if (!mailbox) return;
  const text = await loadText(mailbox.language);
  await mailbox.notify(await answer(mailbox, text));
});

async function answer(mailbox: Mailbox, text: Text): Promise<string> {
  const item = await mailbox.item();
  if (!item) return text("command-nothing");
  if (!item.addressees.some(({ address }) => address !== mailbox.user.address)) return text("command-nobody");
  const heard = await ask(mailbox, item);
  if (typeof heard === "string") return text(heard === "signed-out" ? "command-signed-out" : "command-offline");
  return spokenText(text, heard);
}

/** Who of the item's people can talk, or why the gateway cannot tell. A command waits for one try, not for a line to come back. */
function ask(mailbox: Mailbox, item: OpenItem): Promise<Summary | Link["state"]> {
  return new Promise((resolve) => {
    let state = initial;
    const finish = (): void => {
      clearTimeout(timer);
      connection.close();
      resolve(state.people.found.size === 0 ? state.link.state : summaryOf(state, item, mailbox));
    };
    const timer = setTimeout(finish, patience);
    const connection = connect({
      url: wireUrl(location.origin),
      signIn: createSignIn(mailbox, document),
      WebSocket,
      dispatch(event) {
        state = reduce(state, event);
        const told = event.type === "heard" && (event.message.type === "watched" || event.message.type === "presence");
        if (event.type === "link" || (told && summaryOf(state, item, mailbox).pending === 0)) finish();
      },
    });
    connection.tell({ type: "watch", people: [...new Set(addressesOf(item, state.people.lists))] });
  });
}

function summaryOf({ people, me }: State, item: OpenItem, mailbox: Mailbox): Summary {
  return summarise(toRows(item, people, me?.person.address ?? mailbox.user.address), people.presence);
}
