import {
  Button,
  Link,
  makeStyles,
  mergeClasses,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  Toolbar,
  ToolbarButton,
  ToolbarDivider,
  tokens,
} from "@fluentui/react-components";
import { ArrowReplyRegular } from "@fluentui/react-icons/svg/arrow-reply";
import { ArrowReplyAllRegular } from "@fluentui/react-icons/svg/arrow-reply-all";
import { CalendarAddRegular } from "@fluentui/react-icons/svg/calendar-add";
import { MailRegular } from "@fluentui/react-icons/svg/mail";
import { useState, type ReactElement } from "react";
import type { Item } from "../items.ts";
import { newAppointment, newMessage, reply } from "./drafts.ts";
import { buttonsOf, type Client } from "./host/client.ts";
import { runCommand } from "./host/command.ts";
import type { Button as AddInButton } from "./host/manifest.ts";
import { replaceNotification, type Notification } from "./host/notifications.ts";
import { profiles } from "./host/profiles.ts";
import { openItem, surfaceOf } from "./mail.ts";
import type { Texts } from "./texts.ts";
import { useMail, useMailStore, useSettings, useStore, useTexts } from "./use.ts";

const useStyles = makeStyles({
  ribbon: {
    margin: `0 ${tokens.spacingHorizontalS} ${tokens.spacingHorizontalS}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow2,
    outline: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    flexWrap: "wrap",
  },
  label: { "@container (max-width: 760px)": { display: "none" } },
  room: { containerType: "inline-size" },
  command: { minInlineSize: "auto" },
  own: { "@container (max-width: 760px)": { "& .fui-Button__icon": { marginInlineEnd: 0 } } },
  icon: { inlineSize: "20px", blockSize: "20px", display: "block" },
  failure: { margin: `0 ${tokens.spacingHorizontalS} ${tokens.spacingHorizontalS}` },
});

interface RibbonProps {
  readonly client: Client | undefined;
  readonly manifest: string;
  onRetry(): void;
}

/** The mail client's own commands, then those that the add-in's manifest brings. */
export function Ribbon({ client, manifest, onRetry }: RibbonProps) {
  const styles = useStyles();
  const texts = useTexts();
  const store = useMailStore();
  const mail = useMail();
  const profile = profiles[useStore(useSettings()).profile];
  const item = openItem(mail);
  const letter = surfaceOf(mail) === "message-read" ? item : undefined;
  const begin = (draft: Item) => store.dispatch({ type: "compose", draft });

  return (
    <div className={styles.room}>
      <Toolbar className={styles.ribbon} aria-label={texts.commands} data-region="ribbon" tabIndex={-1} size="small">
        <OwnCommand primary icon={<MailRegular />} label={texts.newMessage} onClick={() => begin(newMessage(mail))} />
        <OwnCommand icon={<CalendarAddRegular />} label={texts.newAppointment} onClick={() => begin(newAppointment(mail))} />
        <ToolbarDivider />
        <OwnCommand
          icon={<ArrowReplyRegular />}
          label={texts.reply}
          disabled={!letter}
          onClick={() => letter && begin(reply(mail, letter, false))}
        />
        <OwnCommand
          icon={<ArrowReplyAllRegular />}
          label={texts.replyAll}
          disabled={!letter}
          onClick={() => letter && begin(reply(mail, letter, true))}
        />
        {client && <ToolbarDivider />}
        {client &&
          buttonsOf(client.addIn, mail, profile).map((button) => (
            <AddInCommand key={button.id} client={client} button={button} disabled={!item} />
          ))}
      </Toolbar>
      {!client && (
        <MessageBar intent="warning" layout="multiline" className={styles.failure}>
          <MessageBarBody>
            <MessageBarTitle>{texts.addInFailed}</MessageBarTitle>
            {texts.addInFailedHint}{" "}
            <Link href={manifest} target="_blank" rel="noreferrer">
              <bdi>{manifest}</bdi>
            </Link>
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={onRetry}>{texts.retry}</Button>
          </MessageBarActions>
        </MessageBar>
      )}
    </div>
  );
}

interface OwnCommandProps {
  readonly icon: ReactElement;
  readonly label: string;
  readonly primary?: boolean;
  readonly disabled?: boolean;
  onClick(): void;
}

/** One of the mail client's commands: an icon alone where there is little room. */
function OwnCommand({ icon, label, primary = false, disabled = false, onClick }: OwnCommandProps) {
  const styles = useStyles();
  return (
    <ToolbarButton
      appearance={primary ? "primary" : "subtle"}
      className={mergeClasses(styles.command, styles.own)}
      icon={icon}
      title={label}
      aria-label={label}
      disabled={disabled}
      onClick={onClick}
    >
      <span className={styles.label}>{label}</span>
    </ToolbarButton>
  );
}

function AddInCommand({ client, button, disabled }: { readonly client: Client; readonly button: AddInButton; readonly disabled: boolean }) {
  const styles = useStyles();
  const texts = useTexts();
  const { pane } = useMail();
  const [running, setRunning] = useState(false);
  const { action } = button;

  async function press() {
    if (action.type === "pane") return client.mail.dispatch({ type: "pane", open: !pane.open, pinned: false });
    setRunning(true);
    const { selected: id } = client.mail.get();
    const answered = await runCommand(client, button, action);
    setRunning(false);
    if (answered || id === null) return;
    const notifications = replaceNotification(client.mail.get().notifications[id] ?? [], silence(client.addIn.name, texts));
    if (typeof notifications !== "number") client.mail.dispatch({ type: "notify", id, notifications });
  }

  return (
    <ToolbarButton
      className={styles.command}
      icon={running ? <Spinner size="extra-tiny" /> : <img src={button.icon} alt="" className={styles.icon} />}
      disabled={disabled || running}
      aria-pressed={action.type === "pane" ? pane.open : undefined}
      title={button.tip}
      onClick={press}
    >
      {button.label}
    </ToolbarButton>
  );
}

/** What Outlook says in an add-in's place. */
const silence = (name: string, texts: Texts): Notification => ({ key: "no answer", type: 2, message: texts.noAnswer(name) });
