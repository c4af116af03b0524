import { makeStyles, tokens } from "@fluentui/react-components";
import { lazy, Suspense } from "react";
import { Unbroken } from "./broken.tsx";
import { CallStrip, CallView } from "./call/index.tsx";
import { ChatStrip, ChatView } from "./chat/index.tsx";
import { LinkBanner, NetworkBanner, useLost } from "./banner.tsx";
import { EmptyState } from "./empty.tsx";
import { End, ends } from "./end.tsx";
import { FreeBusyView } from "./freeBusy/index.tsx";
import { Me } from "./me/index.tsx";
import { MeetView } from "./meet/index.tsx";
import { People } from "./people/index.tsx";
import { Skeleton } from "./people/skeleton.tsx";
import { isAnythingMissing } from "./signIn/missing.ts";
import { useRollcall, useSelect } from "./store.tsx";
import { Strip } from "./strip.tsx";
import { useText } from "./texts/index.tsx";
import { useOutlookTheme } from "./theme.ts";

const useStyles = makeStyles({
  pane: { position: "relative", display: "flex", flexDirection: "column", height: "100dvh", minWidth: 0, overflow: "hidden" },
  under: { display: "flex", flexDirection: "column", flexGrow: 1, minHeight: 0 },
  over: { position: "absolute", inset: 0, display: "flex", flexDirection: "column", backgroundColor: tokens.colorNeutralBackground1 },
  views: { position: "relative", display: "flex", flexDirection: "column", flexGrow: 1, minHeight: 0 },
});

/** The whole pane: the reader's own status, the people of the item, and what goes on; a chat, a call, free/busy or a meeting covers the people. */
export function Pane() {
  const { mailbox } = useRollcall();
  useOutlookTheme(mailbox);
  const styles = useStyles();
  const link = useSelect((state) => state.link);
  return (
    <main className={styles.pane}>
      <Unbroken>{ends.has(link.state) ? <End link={link} /> : <Talk />}</Unbroken>
    </main>
  );
}

/** Loads when there is something to say of the sign-in. */
const signInBanner = () => lazy(() => import("./signIn/banner.tsx"));

const views = { chat: ChatView, call: CallView, "free-busy": FreeBusyView, meet: MeetView } as const;

/** Loads when somebody asks to see the reader's status. */
const askers = () => lazy(() => import("./askers/view.tsx"));

function Talk() {
  const styles = useStyles();
  const { mailbox } = useRollcall();
  const view = useSelect((state) => state.view.name);
  const missing = useSelect((state) => isAnythingMissing(state, mailbox.user.address));
  const asked = useSelect((state) => state.askers !== undefined);
  const Over = view === "people" ? undefined : views[view];
  return (
    <>
      <Me />
      <LinkBanner />
      {missing && <Strip of="more" open={signInBanner} />}
      <div className={styles.views}>
        {/* Covered, not taken away: its place in the list is kept for when the reader comes back. */}
        <div className={styles.under} inert={Over !== undefined}>
          <NetworkBanner />
          {asked && <Strip of="more" open={askers} />}
          <Unbroken>
            <ItemPeople />
          </Unbroken>
        </div>
        {Over && (
          <div className={styles.over}>
            <Unbroken key={view}>
              <Suspense fallback={<Skeleton />}>
                <Over />
              </Suspense>
            </Unbroken>
          </div>
        )}
      </div>
      <CallStrip />
      <ChatStrip />
    </>
  );
}

function ItemPeople() {
  const text = useText();
  const item = useSelect((state) => state.item);
  const lost = useLost();
  if (item === undefined) return <Skeleton />;
  if (item === null) return <EmptyState title={text("nothing-title")} body={text("nothing-body")} />;
  return <People item={item} lost={lost} />;
}
