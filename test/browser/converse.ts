import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, extname, join, normalize } from "node:path";
import type { Browser, Page } from "playwright-core";
import type { XmppServer, XmppUser } from "../servers/server.ts";

/** converse.js, a web client of XMPP that organisations use, in a page of its own and with somebody signed in by their own password. */
export interface Converse {
  readonly page: Page;
  /** Goes into a room, as by a link to it; makes it where there is none. */
  enter(room: string): Promise<void>;
  close(): Promise<void>;
}

const dist = dirname(createRequire(import.meta.url).resolve("converse.js/dist/converse.min.js"));
const types: Readonly<Record<string, string>> = { ".js": "text/javascript", ".css": "text/css", ".json": "application/json" };

const html = `<!doctype html><meta charset="utf-8"><title>Converse</title><link rel="stylesheet" href="converse.min.css">
<script type="module">import converse from "./converse.min.js"; window.converse = converse;</script><body class="converse-fullscreen">`;

export async function openConverse(browser: Browser, { ws, muc }: XmppServer, { jid, password }: XmppUser): Promise<Converse> {
  const server = createServer(({ url = "/" }, answer) => {
    const { pathname } = new URL(url, "http://localhost");
    if (pathname === "/") return void answer.setHeader("content-type", "text/html").end(html);
    answer.setHeader("content-type", types[extname(pathname)] ?? "application/octet-stream");
    createReadStream(join(dist, normalize(pathname)))
      .on("error", () => answer.writeHead(404).end())
      .pipe(answer);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo; // TCP has one
  const page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(40_000);
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.waitForFunction(() => "converse" in window);
  await page.evaluate(signIn, { jid, password, ws, muc });
  return {
    page,
    async enter(room) {
      await page.evaluate((room) => (location.hash = `converse/room?jid=${room}`), room);
      await page.locator("converse-muc textarea.chat-textarea:visible").waitFor();
    },
    async close() {
      await page.context().close();
      server.close();
    },
  };
}

declare global {
  interface Window {
    converse: { initialize(settings: object): Promise<void> };
  }
}

/** Runs in the page. */
async function signIn({ jid, password, ws, muc }: { jid: string; password: string; ws: string; muc: string }): Promise<void> {
  await window.converse.initialize({
    authentication: "login",
    auto_login: true,
    jid: `${jid}/converse`,
    password,
    websocket_url: ws,
    assets_path: "/",
    discover_connection_methods: false,
    muc_domain: muc,
    muc_nickname_from_jid: true,
    auto_join_on_invite: true,
    view_mode: "fullscreen",
    i18n: "en",
    clear_cache_on_logout: true,
    show_desktop_notifications: false,
    play_sounds: false,
  });
}
