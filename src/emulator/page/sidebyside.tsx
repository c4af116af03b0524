import { makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useMemo, useState } from "react";
import type { MailboxData } from "../items.ts";
import { MailClient } from "./client.tsx";
import { readManifest, type AddIn } from "./host/manifest.ts";
import type { Loaded } from "./load.ts";
import { folderNames, openMailbox, reduceMail, type Mail, type MailEvent } from "./mail.ts";
import type { Settings } from "./settings.ts";
import { createStore, type Store } from "./store.ts";
import { useSettings, useStore, useTexts } from "./use.ts";

const useStyles = makeStyles({
  client: { flex: "1 1 0", minInlineSize: 0, display: "flex", justifyContent: "center" },
  second: {
    borderInlineStartWidth: tokens.strokeWidthThick,
    borderInlineStartStyle: "solid",
    borderInlineStartColor: tokens.colorNeutralStroke1,
  },
  empty: { margin: "auto" },
});

/** One mail client or two, each on a mailbox of its own. */
export function SideBySide({ loaded, onRetry }: { readonly loaded: Loaded; onRetry(): void }) {
  const styles = useStyles();
  const texts = useTexts();
  const settings = useSettings();
  const { mailbox, split, locale } = useStore(settings);
  const { mailboxes, manifest } = loaded;
  const addIn = useMemo(() => installed(manifest.text, locale), [manifest.text, locale]);
  const mails = useMailboxes(mailboxes, settings.get());

  const first = mailboxes.find(({ address }) => address === mailbox) ?? mailboxes[0];
  const second =
    split === undefined ? undefined : (mailboxes.find(({ address }) => address === split) ?? mailboxes.find((each) => each !== first));
  const firstMail = first && mails("first", first);
  useEffect(
    () => firstMail?.subscribe(() => settings.dispatch({ type: "settings", change: placeIn(firstMail.get()) })),
    [firstMail, settings],
  );
  if (!first || !firstMail) return <p className={styles.empty}>{texts.noMailboxes}</p>;

  const shared = { owners: mailboxes, addIn, manifest: manifest.address, onRetry };
  const other = mailboxes.find(({ address }) => address !== first.address);
  return (
    <>
      <div className={styles.client}>
        <MailClient
          {...shared}
          key={first.address}
          mail={firstMail}
          onSwitch={(address) => settings.dispatch({ type: "settings", change: { mailbox: address } })}
          onSplit={second || !other ? undefined : () => settings.dispatch({ type: "settings", change: { split: other.address } })}
        />
      </div>
      {second && (
        <div className={`${styles.client} ${styles.second}`}>
          <MailClient
            {...shared}
            key={second.address}
            mail={mails("second", second)}
            onSwitch={(address) => settings.dispatch({ type: "settings", change: { split: address } })}
            onClose={() => settings.dispatch({ type: "settings", change: { split: undefined } })}
          />
        </div>
      )}
    </>
  );
}

function installed(manifest: string | undefined, locale: string): AddIn | undefined {
  try {
    return manifest === undefined ? undefined : readManifest(manifest, locale);
  } catch {
    return undefined; // the page says that there is no add-in
  }
}

/** What was done in a mailbox stays while another is shown in its place. */
function useMailboxes(mailboxes: readonly MailboxData[], settings: Settings) {
  const [stores] = useState(() => new Map<string, Store<Mail, MailEvent>>());
  return (place: "first" | "second", mailbox: MailboxData): Store<Mail, MailEvent> => {
    const key = `${place} ${mailboxes.indexOf(mailbox)}`;
    const store = stores.get(key) ?? createStore(beginAt(openMailbox(mailbox), settings), reduceMail);
    stores.set(key, store);
    return store;
  };
}

/** The state that the page's address asks for; without a wish, the newest mail. */
function beginAt(mail: Mail, { item: wish, pane }: Settings): Mail {
  const found = folderNames.flatMap((folder) => mail.folders[folder]).find(({ id }) => id === wish || id.endsWith(`/${wish}`));
  const selected = found ?? (wish === undefined ? mail.folders.Inbox[0] : undefined);
  const begun = reduceMail(mail, { type: "select", id: selected?.id ?? null });
  return pane ? reduceMail(begun, { type: "pane", open: true, pinned: pane === "pinned" }) : begun;
}

const placeIn = ({ selected, pane }: Mail): Partial<Settings> => ({
  item: selected ?? "none",
  pane: pane.open ? (pane.pinned ? "pinned" : "open") : undefined,
});
