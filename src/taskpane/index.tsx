import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { connect, wireUrl } from "./connection.ts";
import { openMailbox } from "./mailbox.ts";
import { watchIdle } from "./me/idle.ts";
import { Outside } from "./outside.tsx";
import { Pane } from "./pane.tsx";
import { createSignIn } from "./signIn/index.ts";
import { createStore, RollcallContext } from "./store.tsx";
import { TextContext } from "./texts/index.tsx";
import { loadText } from "./texts/load.ts";
import { keepWatching } from "./watch.ts";
import "./page.css";

/** In a function, since a bundler brings machinery of its own for a module that waits. */
async function start(): Promise<void> {
  const mailbox = await openMailbox();
  const text = await loadText(mailbox?.language ?? navigator.language);
  document.documentElement.lang = text.language;
  document.documentElement.dir = text.direction;
  // taskpane.html has it.
  const root = createRoot(document.querySelector("#root") as HTMLElement);

  if (!mailbox) {
    root.render(
      <TextContext value={text}>
        <Outside />
      </TextContext>,
    );
  } else {
    const store = createStore();
    const signIn = createSignIn(mailbox, document);
    const connection = connect({ url: wireUrl(location.origin), signIn, dispatch: store.dispatch, WebSocket });
    keepWatching(store, connection, mailbox.user.address);
    const idle = watchIdle({ target: window, tell: connection.tell });
    const tick = (): void => store.dispatch({ type: "tick", now: Date.now() });
    tick();
    setInterval(tick, 30_000);
    mailbox.watchItem((item) => {
      store.dispatch({ type: "item", item });
      idle.active(); // choosing a message is input, though not in the pane
    });
    addEventListener("online", connection.check);
    addEventListener("offline", connection.check);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && connection.check());

    root.render(
      <StrictMode>
        <RollcallContext value={{ store, connection, mailbox, signIn }}>
          <TextContext value={text}>
            <Pane />
          </TextContext>
        </RollcallContext>
      </StrictMode>,
    );
  }
}

void start();
