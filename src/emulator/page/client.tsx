import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { useCallback, useMemo, useRef } from "react";
import type { MailboxOwner } from "../items.ts";
import { Folders } from "./folders.tsx";
import { Header } from "./header.tsx";
import type { Client } from "./host/client.ts";
import type { AddIn } from "./host/manifest.ts";
import { profiles } from "./host/profiles.ts";
import { arrange } from "./layout.ts";
import { ItemList } from "./list.tsx";
import { openItem, surfaceOf, type Mail, type MailEvent } from "./mail.ts";
import { ReadingPane } from "./readingpane.tsx";
import { moveBetweenRegions } from "./regions.ts";
import { Ribbon } from "./ribbon.tsx";
import type { Store } from "./store.ts";
import { TaskPane } from "./taskpane.tsx";
import { MailContext, useSettings, useStore, useTexts, useWidth } from "./use.ts";

const useStyles = makeStyles({
  client: { flex: 1, minInlineSize: 0, display: "flex", flexDirection: "column", backgroundColor: tokens.colorNeutralBackground3 },
  /** What covers these columns leaves the commands in sight; on a phone it covers all. */
  commands: { position: "relative" },
  phone: { position: "relative", maxInlineSize: "430px", boxShadow: tokens.shadow16 },
  columns: {
    flex: 1,
    minBlockSize: 0,
    display: "flex",
    gap: tokens.spacingHorizontalS,
    padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingHorizontalS}`,
  },
});

export interface MailClientProps {
  readonly mail: Store<Mail, MailEvent>;
  readonly owners: readonly MailboxOwner[];
  /** Absent where its manifest could not be had. */
  readonly addIn: AddIn | undefined;
  /** The manifest's address, for the person who must see why. */
  readonly manifest: string;
  onRetry(): void;
  onSwitch(address: string): void;
  /** Opens a second mailbox beside this one; absent where one is open. */
  onSplit?: (() => void) | undefined;
  /** Closes this second one. */
  onClose?: (() => void) | undefined;
}

/** A mail client on one mailbox: header, commands, and as many columns as have room. */
export function MailClient(props: MailClientProps) {
  const { mail: store, addIn } = props;
  const styles = useStyles();
  const texts = useTexts();
  const settings = useSettings();
  const { profile: profileName, paneWidth } = useStore(settings);
  const profile = profiles[profileName];
  const mail = useStore(store);
  const ref = useRef<HTMLElement>(null);
  const width = useWidth(ref);
  const client = useMemo<Client | undefined>(() => addIn && { mail: store, settings, addIn }, [store, settings, addIn]);
  const columns = arrange(width, {
    paneWidth: mail.pane.open ? paneWidth : 0,
    beside: profile.beside,
    itemOpen: openItem(mail) !== undefined,
  });
  const toItem = useCallback(() => ref.current?.querySelector<HTMLElement>("[data-region=item]")?.focus(), []);
  const paneKey = `${profileName} ${settings.get().locale} ${surfaceOf(mail)?.startsWith("appointment") ?? false}`;

  return (
    <MailContext value={store}>
      {/* Keys bubble up to here from whatever has the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <section
        ref={ref}
        className={mergeClasses(styles.client, !profile.beside && styles.phone)}
        aria-label={texts.mailbox(mail.owner.name)}
        onKeyDown={(event) => event.key === "F6" && moveBetweenRegions(event, ref.current)}
      >
        <Header {...props} />
        <Ribbon client={client} manifest={props.manifest} onRetry={props.onRetry} />
        <div className={mergeClasses(styles.columns, profile.beside && styles.commands)}>
          {columns.folders && <Folders />}
          {columns.list && <ItemList chooseFolder={!columns.folders} beside={columns.item} />}
          {columns.item && <ReadingPane client={client} back={!columns.list} />}
          {columns.pane !== "none" && client && <TaskPane key={paneKey} client={client} over={columns.pane === "over"} onEscape={toItem} />}
        </div>
      </section>
    </MailContext>
  );
}
