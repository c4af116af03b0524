import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { tmpdir } from "node:os";
import { mkdtemp } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import type { Agent } from "stanza";
import type MediaSession from "stanza/jingle/MediaSession.js";
import webpack from "webpack";
import type { XmppServer, XmppUser } from "../servers/server.ts";

/** A web client of XMPP (stanza.js) in a browser's page: it has none of Rollcall's code, and calls by session alone (XEP-0166). */
export interface WebClient {
  readonly page: Page;
  /** Calls a client, given by its full JID. */
  call(jid: string): Promise<void>;
  /** The next call to it is answered; settles when it has come. */
  answer(): Promise<void>;
  /** Ends its call, for this reason (XEP-0166 section 7.4). */
  end(reason: string): Promise<void>;
  /** Settles when sound of its call has come in. */
  hears(): Promise<void>;
  /** Settles when its call is over; gives why. */
  ended(): Promise<string>;
}

declare global {
  interface Window {
    XMPP: { createClient(options: object): Agent };
    client: Agent;
    session: MediaSession | undefined;
    ended: Promise<string>;
    speak(session: MediaSession): Promise<void>;
  }
}

let bundle: Promise<string> | undefined;

/** The library as one script for a page. */
async function bundled(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "rollcall-"));
  const entry = createRequire(import.meta.url).resolve("stanza");
  const options = { mode: "development", devtool: false, target: "web", context: dirname(entry), entry, performance: false } as const;
  const output = { path, filename: "stanza.js", library: { name: "XMPP", type: "window" } };
  await new Promise<void>((resolve, reject) => {
    webpack({ ...options, output }, (error, stats) =>
      error || stats?.hasErrors() ? reject(error ?? new Error(stats?.toString())) : resolve(),
    );
  });
  return join(path, output.filename);
}

/** Signs in, in a page of its own. */
export async function openWebClient(browser: Browser, { ws }: XmppServer, { jid, password }: XmppUser): Promise<WebClient> {
  bundle ??= bundled();
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(40_000);
  await page.addScriptTag({ path: await bundle });
  await page.evaluate(signIn, { jid, password, ws });
  return {
    page,
    call: (peer) =>
      page.evaluate(async (peer) => {
        const session = window.client.jingle.createMediaSession(peer) as MediaSession; // as the library makes them
        window.session = session;
        await window.speak(session);
        await session.start({ offerToReceiveAudio: true });
      }, peer),
    answer: () =>
      page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            window.client.jingle.on("incoming", async (session: MediaSession) => {
              window.session = session;
              await window.speak(session);
              await session.accept();
              resolve();
            });
          }),
      ),
    end: (reason) => page.evaluate((reason) => window.session?.end(reason as Parameters<MediaSession["end"]>[0]), reason), // one of that section's
    async hears() {
      await page.waitForFunction(async () => {
        const reports = [...((await window.session?.pc.getStats())?.values() ?? [])];
        return reports.some(({ type, kind, totalAudioEnergy }) => type === "inbound-rtp" && kind === "audio" && totalAudioEnergy > 0);
      });
    },
    ended: () => page.evaluate(() => window.ended),
  };
}

/** Runs in the page. */
async function signIn({ jid, password, ws }: { jid: string; password: string; ws: string }): Promise<void> {
  const client = window.XMPP.createClient({
    jid,
    password,
    resource: "web",
    transports: { websocket: ws, bosh: false },
    jingle: { iceServers: [] },
  });
  window.client = client;
  window.ended = new Promise((resolve) => {
    client.jingle.on("terminated", (_session: MediaSession, reason?: { condition?: string }) => resolve(reason?.condition ?? ""));
  });
  window.speak = async (session) => {
    const context = new AudioContext();
    const oscillator = new OscillatorNode(context, { frequency: 440 });
    const destination = context.createMediaStreamDestination();
    oscillator.connect(destination);
    oscillator.start();
    const [track] = destination.stream.getAudioTracks();
    if (track) await session.addTrack(track, destination.stream);
  };
  client.sasl.disable("X-OAUTH2"); // ejabberd offers it first, and the library would give it the password
  const started = new Promise<void>((resolve, reject) => {
    client.on("session:started", () => resolve());
    client.on("auth:failed", () => reject(new Error("the server refuses the web client")));
  });
  client.connect();
  await started;
  client.sendPresence();
}
