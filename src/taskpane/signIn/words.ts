import { loadRest, loadText } from "../texts/load.ts";
import "../themes.css.js";
import "../page.css";
import "./words.css";

/** What became of signing in, or of an administrator's consent. */
type Outcome = "done" | "lost" | "given" | "declined" | "failed";

/** Says it on a page that has nothing else to show. */
export async function tell(outcome: Outcome, variables: Readonly<Record<string, string>> = {}): Promise<void> {
  const text = await loadText(navigator.language);
  await loadRest(text);
  const { documentElement: page, body } = document;
  page.lang = text.language;
  page.dir = text.direction;
  page.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const main = document.createElement("main");
  const title = document.createElement("h1");
  const more = document.createElement("p");
  title.textContent = text(`page-title-${outcome}`);
  more.textContent = text(`page-body-${outcome}`, variables);
  main.append(title, more);
  body.replaceChildren(main);
}
