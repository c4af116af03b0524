import { Body1, Button, makeStyles, mergeClasses, Text, tokens } from "@fluentui/react-components";
import { ArrowLeftRegular } from "@fluentui/react-icons/svg/arrow-left";
import { MailReadRegular } from "@fluentui/react-icons/svg/mail-read";
import { Body } from "./body.tsx";
import { ComposeForm } from "./composeform.tsx";
import type { Client } from "./host/client.ts";
import { InfoBar } from "./infobar.tsx";
import { ItemHeader } from "./itemheader.tsx";
import { openItem, surfaceOf } from "./mail.ts";
import { useMail, useMailStore, useSettings, useStore, useTexts } from "./use.ts";

const useStyles = makeStyles({
  pane: {
    flex: "3 1 340px",
    minInlineSize: 0,
    display: "flex",
    flexDirection: "column",
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow2,
    overflowY: "auto",
    outline: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    ":focus-visible": { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  content: { flex: 1, display: "flex", flexDirection: "column" },
  empty: {
    margin: "auto",
    display: "flex",
    flexDirection: "column",
    alignItems: "center",
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalL,
  },
  picture: { fontSize: "64px", color: tokens.colorNeutralForeground4 },
  quiet: { color: tokens.colorNeutralForeground3 },
  back: { alignSelf: "flex-start", margin: tokens.spacingHorizontalXS },
  mirrored: { transform: "scaleX(-1)" },
});

/** The open item: read, written, or none. `back`: there is no list beside it to return to. */
export function ReadingPane({ client, back }: { readonly client: Client | undefined; readonly back: boolean }) {
  const styles = useStyles();
  const texts = useTexts();
  const store = useMailStore();
  const mail = useMail();
  const { locale } = useStore(useSettings());
  const item = openItem(mail);
  const surface = surfaceOf(mail);
  const writing = surface === "message-compose" || surface === "appointment-organizer";
  return (
    // It scrolls, so the keyboard must reach it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.pane} aria-label={texts.item} data-region="item" tabIndex={0}>
      {back && (
        <Button
          className={styles.back}
          appearance="subtle"
          size="small"
          icon={<ArrowLeftRegular className={mergeClasses(locale.startsWith("ar") && styles.mirrored)} />}
          onClick={() => store.dispatch({ type: "select", id: null })}
        >
          {texts.back}
        </Button>
      )}
      {item ? (
        <div className={styles.content} key={item.id}>
          {writing && <InfoBar item={item} client={client} />}
          {writing ? <ComposeForm item={item} /> : <ItemHeader item={item} />}
          {!writing && <InfoBar item={item} client={client} />}
          {!writing && <Body item={item} />}
        </div>
      ) : (
        <div className={styles.empty}>
          <MailReadRegular className={styles.picture} />
          <Text weight="semibold">{texts.nothingSelected}</Text>
          <Body1 className={styles.quiet}>{texts.nothingSelectedHint}</Body1>
        </div>
      )}
    </section>
  );
}
