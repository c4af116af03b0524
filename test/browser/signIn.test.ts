import { AxeBuilder } from "@axe-core/playwright";
import { jest } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { launch } from "./chromium.ts";
import { everyScope } from "../graph/index.ts";
import { openEntraStage, type EntraStage } from "./entraStage.ts";
import { createWire, type Seat } from "./talk.ts";

jest.setTimeout(90_000);

const alice = "alice@example.org";
const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: "c1" } } });
/** Outlook without nested app authentication. */
const older = { settings: { profile: "on-premises" } };

/** Somebody's presence, which only those who are signed in see. */
const bobIsThere = ({ pane }: Seat) =>
  pane
    .getByRole("listitem")
    .filter({ hasText: "Bob" })
    .getByText(/^(Available|متاح)/)
    .waitFor();
const press = ({ pane }: Seat, name: string | RegExp) => pane.getByRole("button", { name, exact: true }).click();

async function axe(page: Page): Promise<unknown> {
  const { violations } = await new AxeBuilder({ page }).include({ fromFrames: ['iframe[title="Rollcall"]', "main"] }).analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]);
}

/** Presses a button that opens a window, and answers with it. */
async function windowOf(seat: Seat, button: string): Promise<Page> {
  const opened = seat.page.context().waitForEvent("page");
  await press(seat, button);
  return opened;
}

/** In Entra's window. */
async function signInAs(window: Page, account: string): Promise<void> {
  await window.getByLabel("Account").fill(account);
  await window.getByRole("button", { name: "Next" }).click();
}

describe("signing in with Entra", () => {
  let browser: Browser;
  let stage: EntraStage;
  beforeAll(async () => {
    browser = await launch();
    stage = await openEntraStage(browser);
  });
  afterEach(async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(async () => {
    await stage.close();
    await browser.close();
  });

  it("goes on without what nobody has allowed, and says what that is", async () => {
    stage.standIn.login.consent("Chat.Read");
    const seat = await stage.seat();
    await bobIsThere(seat);
    await seat.pane.getByText(/Microsoft 365.*Chat\.Create.*ChatMessage\.Send/).waitFor();
    expect(await axe(seat.page)).toEqual([]);
    stage.standIn.login.consent(...everyScope);
  });

  it("happens by itself where Outlook signs its user in, and brings the claims that a chat needs", async () => {
    const wire = createWire();
    const { all, silent } = stage.standIn.login.people.given;
    const seat = await stage.seat({ wire });
    await bobIsThere(seat);
    expect(stage.standIn.login.people.given).toEqual({ all: all + 1, silent: silent + 1 });
    stage.standIn.login.revoke(stage.standIn.tenant.byMail(alice)?.id ?? "", claims);
    await press(seat, /^Chat with .?Bob/);
    await seat.pane.getByRole("textbox").waitFor();
    expect([wire.sent("hello").length, wire.sent("renew").length, wire.sent("open").length]).toEqual([1, 1, 2]);
  });

  it("asks the person where it must, in Outlook's window, and takes no for an answer", async () => {
    stage.standIn.login.people.want(alice, "interaction");
    const seat = await stage.seat();
    await seat.pane.getByRole("heading", { name: "Sign in to Rollcall" }).waitFor();
    await seat.pane.locator("html").evaluate((html) => void (html.dataset.theme = "dark"));
    expect(await axe(seat.page)).toEqual([]);
    await press(seat, "Sign in");
    await seat.page.getByRole("button", { name: "Cancel" }).click();
    await seat.pane.getByText("The window was closed").waitFor();
    await seat.pane.getByRole("button", { name: "Sign in", exact: true }).focus();
    await seat.page.keyboard.press("Enter");
    await seat.page.getByRole("button", { name: "Continue" }).click();
    await bobIsThere(seat);
  });

  it("says that an administrator has to allow it, and leads there and back", async () => {
    stage.standIn.login.people.want(alice, "consent");
    const phone = { profile: "mobile" };
    const seat = await stage.seat({ lang: "ar", settings: phone, system: { viewport: { width: 320, height: 640 }, locale: "en" } });
    await press(seat, "تسجيل الدخول");
    await seat.page.getByRole("button", { name: "متابعة" }).click();
    await seat.pane.getByRole("heading", { name: "لم يُسمح بـ Rollcall بعد" }).waitFor();
    expect(await axe(seat.page)).toEqual([]);
    expect(await seat.pane.locator("main").evaluate((main) => main.scrollWidth > main.clientWidth)).toBe(false);
    const window = await windowOf(seat, "أنا مسؤول");
    await window.getByRole("button", { name: "Accept" }).click();
    await window.getByRole("heading", { name: "Allowed" }).waitFor();
    await press(seat, "تسجيل الدخول"); // nobody has to be asked any more
    await bobIsThere(seat);
  });

  it("opens a window in older Outlooks, and tells when somebody else has signed in there", async () => {
    const seat = await stage.seat(older);
    await (await windowOf(seat, "Sign in")).getByRole("button", { name: "Cancel" }).click();
    await seat.pane.getByText("The window was closed").waitFor();
    await signInAs(await windowOf(seat, "Sign in"), "bob@example.org");
    await seat.pane.getByText(/You are signed in as .*bob@example\.org/).waitFor();
    await bobIsThere(seat);
    await signInAs(await windowOf(seat, "Use another account"), alice);
    await seat.pane.getByText("You are signed in as").waitFor({ state: "detached" });
    expect(seat.page.context().pages()).toHaveLength(1);
    const { silent } = stage.standIn.login.people.given;
    await seat.page.reload(); // it lasts for this tab
    await bobIsThere(seat);
    expect(stage.standIn.login.people.given.silent).toBe(silent + 1);
  });
});

describe("a sign-in that ends before long", () => {
  it("is renewed over the open line, silently or by the person, and nothing is lost meanwhile", async () => {
    const browser = await launch();
    const stage = await openEntraStage(browser, { userLifetime: 8 });
    const wire = createWire();
    const seat = await stage.seat({ wire });
    await bobIsThere(seat);
    await stage.asked();
    stage.standIn.login.people.want(alice, "interaction");
    await seat.pane.getByText("Sign in again to go on").waitFor();
    await bobIsThere(seat);
    await press(seat, "Sign in again");
    await seat.page.getByRole("button", { name: "Continue" }).click();
    await seat.pane.getByText("Sign in again to go on").waitFor({ state: "detached" });
    expect([wire.sent("hello").length, wire.sent("renew").length]).toEqual([1, 2]);
    await stage.close();
    await browser.close();
  });
});
