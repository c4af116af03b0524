/**
 * The window that code.ts opens: on its way out it goes on to Entra, on its way back it sends the pane what Entra answered. The answer is worth
 * nothing to anybody but the pane that has the verifier and knows the state.
 */
import { answerDialog } from "../mailbox.ts";
import { tell } from "./words.ts";

const said = location.hash.slice(1);
const parameters = new URLSearchParams(said);
location.hash = ""; // neither is left in the window's address

if (parameters.has("code_challenge")) {
  const { authority } = document.querySelector<HTMLMetaElement>('meta[name="rollcall-sign-in"]')?.dataset ?? {};
  // To the organisation's own Entra and nowhere else, whoever made up the address of this page.
  if (authority) location.replace(`${authority}/oauth2/v2.0/authorize?${parameters}`);
} else {
  const sent = (parameters.has("code") || parameters.has("error")) && (await answerDialog(said));
  await tell(sent ? "done" : "lost");
}
