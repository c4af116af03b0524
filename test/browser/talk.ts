import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, FrameLocator, Page } from "playwright-core";
import { startDemo, type Demo } from "../../src/emulator/index.ts";
import type { GatewayMessage, PaneMessage } from "../../src/protocol/index.ts";

/** Somebody at their own Outlook, with the pane pinned open. */
export interface Seat {
  readonly page: Page;
  readonly pane: FrameLocator;
}

/** The demo without its colleagues: nobody talks but those whom a test seats. */
export interface Stage {
  readonly demo: Demo;
  seat(mailbox: string, options?: SeatOptions): Promise<Seat>;
  close(): Promise<void>;
}

export interface SeatOptions {
  /** The sample that is open. */
  readonly item?: string;
  readonly lang?: string;
  /** More of the emulator's own settings: its theme, its profile. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What the reader's system is like: its contrast theme, the window's size. */
  readonly system?: BrowserContextOptions;
  readonly permissions?: readonly string[];
  /** Runs in the page and its frames before anything else. */
  readonly before?: () => void;
  readonly wire?: Wire;
  /** Another one than the stage's. */
  readonly browser?: Browser;
}

export async function openStage(browser: Browser): Promise<Stage> {
  const data = await mkdtemp(join(tmpdir(), "rollcall-"));
  const demo = await startDemo({ port: 0, data, colleagues: false });
  return {
    demo,
    seat: (mailbox, options) => takeSeat(demo.url, mailbox, { browser, ...options }),
    async close() {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await demo.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Opens the mail client at `url`. */
export async function takeSeat(url: string, mailbox: string, options: SeatOptions & { readonly browser: Browser }): Promise<Seat> {
  const { item = "launch-plan-4", lang = "en", permissions = ["microphone", "camera"], before, wire, browser } = options;
  const context = await browser.newContext({ ignoreHTTPSErrors: true, permissions: [...permissions], ...options.system });
  if (before) await context.addInitScript(before);
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  await wire?.attach(page);
  const query = new URLSearchParams({ mailbox: `${mailbox}@example.org`, item, lang, pane: "pinned", ...options.settings });
  await page.goto(`${url}?${query}`);
  return { page, pane: paneOf(page) };
}

export function paneOf(page: Page): FrameLocator {
  return page.frameLocator('iframe[title="Rollcall"]');
}

/** A line to the real gateway that a test can cut, and on which it can refuse what a pane asks. */
export interface Wire {
  attach(page: Page): Promise<void>;
  /** Breaks the line, and keeps it broken until it is mended. */
  cut(): Promise<void>;
  mend(): void;
  /** Answers the next request of this type with an error instead of passing it on. */
  refuseNext(type: PaneMessage["type"], code: Extract<GatewayMessage, { type: "error" }>["code"]): void;
  /** What the pane has sent, by type. */
  sent(type: PaneMessage["type"]): readonly PaneMessage[];
}

export function createWire(): Wire {
  const frames: PaneMessage[] = [];
  const lines = new Set<{ close(options: { code: number }): Promise<void> }>();
  let broken = false;
  let refusal: { readonly type: string; readonly code: string } | undefined;
  return {
    attach: (page) =>
      page.routeWebSocket(/\/wire$/, (line) => {
        if (broken) return void line.close({ code: 1001 });
        const gateway = line.connectToServer();
        lines.add(line);
        line.onMessage((data) => {
          const frame = JSON.parse(String(data)) as PaneMessage; // our own pane's
          frames.push(frame);
          if (refusal?.type !== frame.type || !("id" in frame)) return gateway.send(data);
          line.send(JSON.stringify({ type: "error", id: frame.id, code: refusal.code, message: "refused by the test" }));
          refusal = undefined;
        });
      }),
    async cut() {
      broken = true;
      await Promise.all([...lines].map((line) => line.close({ code: 1001 })));
      lines.clear();
    },
    mend() {
      broken = false;
    },
    refuseNext(type, code) {
      refusal = { type, code };
    },
    sent: (type) => frames.filter((frame) => frame.type === type),
  };
}
