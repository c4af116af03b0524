import {
  Button,
  FluentProvider,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  teamsHighContrastTheme,
  tokens,
  webDarkTheme,
  webLightTheme,
} from "@fluentui/react-components";
import { useEffect, useState } from "react";
import { load, type Loaded } from "./load.ts";
import { isRightToLeft, type Settings, type SettingsEvent } from "./settings.ts";
import { SideBySide } from "./sidebyside.tsx";
import type { Store } from "./store.ts";
import { SettingsContext, useStore, useTexts } from "./use.ts";

const themes = { light: webLightTheme, dark: webDarkTheme, "high-contrast": teamsHighContrastTheme } as const;

const useStyles = makeStyles({
  window: { blockSize: "100%", display: "flex", backgroundColor: tokens.colorNeutralBackground4 },
  state: { margin: "auto", maxInlineSize: "480px", padding: tokens.spacingHorizontalL },
});

type LoadState = { readonly state: "loading" | "failed" } | { readonly state: "loaded"; readonly loaded: Loaded };

/** The whole window: one mail client, or two side by side. */
export function App({ settings: store }: { readonly settings: Store<Settings, SettingsEvent> }) {
  const { theme, locale } = useStore(store);
  const direction = isRightToLeft(locale) ? "rtl" : "ltr";
  const [state, setState] = useState<LoadState>({ state: "loading" });

  const [attempt, setAttempt] = useState(load);
  const retry = () => {
    setState({ state: "loading" });
    setAttempt(load());
  };
  useEffect(() => {
    attempt.then(
      (loaded) => setState({ state: "loaded", loaded }),
      () => setState({ state: "failed" }),
    );
  }, [attempt]);
  useEffect(() => {
    document.documentElement.lang = locale;
    document.documentElement.dir = direction;
    document.documentElement.style.colorScheme = theme === "light" ? "light" : "dark";
  }, [locale, direction, theme]);

  return (
    <FluentProvider theme={themes[theme]} dir={direction} style={{ blockSize: "100%" }}>
      <SettingsContext value={store}>
        <Window state={state} onRetry={retry} />
      </SettingsContext>
    </FluentProvider>
  );
}

/** Inside the provider, for what it is given itself it gives to every menu, too. */
function Window({ state, onRetry }: { readonly state: LoadState; onRetry(): void }) {
  const styles = useStyles();
  const texts = useTexts();
  return (
    <main className={styles.window}>
      {state.state === "loading" && <Spinner className={styles.state} label={texts.loading} delay={300} />}
      {state.state === "failed" && <Failure title={texts.loadFailed} text={texts.loadFailedHint} action={texts.retry} onRetry={onRetry} />}
      {state.state === "loaded" && <SideBySide loaded={state.loaded} onRetry={onRetry} />}
    </main>
  );
}

function Failure(props: { readonly title: string; readonly text: string; readonly action: string; onRetry(): void }) {
  const styles = useStyles();
  return (
    <div className={styles.state}>
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{props.title}</MessageBarTitle>
          {props.text}
        </MessageBarBody>
        <MessageBarActions>
          <Button onClick={props.onRetry}>{props.action}</Button>
        </MessageBarActions>
      </MessageBar>
    </div>
  );
}
