import { Button, makeStyles, mergeClasses, Text, ToggleButton, tokens, useFocusFinders } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import { PinFilled, PinRegular } from "@fluentui/react-icons/svg/pin";
import { useEffect, useRef, useState } from "react";
import { buttonsOf, profileOf, type Client } from "./host/client.ts";
import type { Exit } from "./host/frame.ts";
import { hostPane } from "./host/pane.ts";
import { pinnable, surfaceOf } from "./mail.ts";
import { PaneResizer } from "./paneresizer.tsx";
import { useMail, useSettings, useStore, useTexts } from "./use.ts";

const useStyles = makeStyles({
  pane: {
    flex: "none",
    position: "relative",
    display: "flex",
    flexDirection: "column",
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow2,
    overflow: "hidden",
    outline: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
  },
  over: { position: "absolute", inset: 0, zIndex: 1, borderRadius: 0 },
  title: {
    display: "flex",
    alignItems: "center",
    gap: tokens.spacingHorizontalXS,
    minBlockSize: "40px",
    paddingInline: `${tokens.spacingHorizontalL} ${tokens.spacingHorizontalXS}`,
    borderBlockEndWidth: tokens.strokeWidthThin,
    borderBlockEndStyle: "solid",
    borderBlockEndColor: tokens.colorNeutralStroke3,
  },
  name: { marginInlineEnd: "auto" },
  page: { flex: 1, display: "flex", "& iframe": { flex: 1, inlineSize: "100%", border: "none" } },
  covered: { pointerEvents: "none" },
});

interface TaskPaneProps {
  readonly client: Client;
  /** It covers the mail client, for want of room or as on a phone. */
  readonly over: boolean;
  /** Esc in the pane: the focus goes back to the item. */
  onEscape(): void;
}

/** The add-in's pane: Outlook's title with pin and close, and the add-in's own page. */
export function TaskPane({ client, over, onEscape }: TaskPaneProps) {
  const styles = useStyles();
  const texts = useTexts();
  const mail = useMail();
  const settings = useSettings();
  const { paneWidth } = useStore(settings);
  const profile = profileOf(client);
  const [button] = useState(() => buttonsOf(client.addIn, mail, profile).find(({ action }) => action.type === "pane"));
  const [resizing, setResizing] = useState(false);
  const surface = surfaceOf(mail);
  const canPin = profile.pin && button?.action.type === "pane" && button.action.pinnable && (surface === undefined || pinnable(surface));
  const show = (open: boolean, pinned: boolean) => client.mail.dispatch({ type: "pane", open, pinned });

  return (
    <aside
      className={mergeClasses(styles.pane, over && styles.over)}
      style={over ? undefined : { inlineSize: paneWidth }}
      aria-label={client.addIn.name}
      data-region="pane"
      tabIndex={-1}
    >
      {!over && (
        <PaneResizer
          width={paneWidth}
          onResize={(width) => settings.dispatch({ type: "settings", change: { paneWidth: width } })}
          onResizing={setResizing}
        />
      )}
      <div className={styles.title}>
        <Text weight="semibold" className={styles.name}>
          {client.addIn.name}
        </Text>
        {canPin && (
          <ToggleButton
            appearance="transparent"
            size="small"
            checked={mail.pane.pinned}
            icon={mail.pane.pinned ? <PinFilled /> : <PinRegular />}
            aria-label={texts.pin}
            title={mail.pane.pinned ? texts.unpin : texts.pin}
            onClick={() => show(true, !mail.pane.pinned)}
          />
        )}
        <Button
          appearance="transparent"
          size="small"
          icon={<DismissRegular />}
          aria-label={texts.closePane}
          title={texts.closePane}
          onClick={() => show(false, false)}
        />
      </div>
      {button?.action.type === "pane" && (
        <Page
          client={client}
          url={button.action.url}
          className={mergeClasses(styles.page, resizing && styles.covered)}
          onEscape={onEscape}
        />
      )}
    </aside>
  );
}

/** The add-in's page, hosted. It is loaded once: `url` and `client` are the first ones for as long as the pane is open. */
function Page(props: { readonly client: Client; readonly url: string; readonly className: string; onEscape(): void }) {
  const { client, url, onEscape } = props;
  const place = useRef<HTMLDivElement>(null);
  const { findNextFocusable, findPrevFocusable } = useFocusFinders();

  useEffect(() => {
    if (!place.current) return;
    const frame = hostPane(place.current, url, client, {
      close: () => client.mail.dispatch({ type: "pane", open: false, pinned: false }),
      leave: (exit) => goals[exit](),
    });
    const goals: Readonly<Record<Exit, () => void>> = {
      next: () => (findNextFocusable(frame.element) ?? findNextFocusable(document.body))?.focus(),
      previous: () => findPrevFocusable(frame.element)?.focus(),
      escape: onEscape,
    };
    return () => frame.close();
    // The page must not load again because the functions around it are new ones.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client, url]);

  return <div ref={place} className={props.className} />;
}
