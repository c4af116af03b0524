import * as z from "zod/mini";
import type { NestedAnswer } from "../../items.ts";
import { textsOf } from "../texts.ts";
import type { Client } from "./client.ts";

/** What an add-in asks over Outlook's bridge (nested app authentication). */
const NestedRequest = z.object({
  messageType: z.literal("NestedAppAuthRequest"),
  method: z.enum(["GetInitContext", "GetToken", "GetTokenPopup"]),
  requestId: z.string(),
  tokenParams: z.optional(z.object({ clientId: z.string(), scope: z.string(), claims: z.optional(z.string()) })),
});
type NestedRequest = z.output<typeof NestedRequest>;

/** The request in a posted message, one JSON text, or undefined where it carries something else. */
export function readNestedRequest(posted: unknown): NestedRequest | undefined {
  if (typeof posted !== "string" || !posted.includes('"NestedAppAuthRequest"')) return undefined;
  try {
    return NestedRequest.safeParse(JSON.parse(posted)).data;
  } catch {
    return undefined; // no JSON
  }
}

/** Answers an add-in with the text for its bridge. Within `place` the person is asked before, where the add-in wants that. */
export async function answerNested(request: NestedRequest, client: Client, place: Element): Promise<string> {
  const answer = await (request.method === "GetInitContext" ? context : token(request, client, place));
  return JSON.stringify({ messageType: "NestedAppAuthResponse", requestId: request.requestId, ...answer });
}

const context = { success: true, initContext: { sdkName: "Outlook emulator", sdkVersion: "1.0", capabilities: {} } } as const;

const refused = (status: string): NestedAnswer => ({ success: false, error: { status } });

/** Asks Entra in the mailbox's name. */
async function token({ method, tokenParams: request }: NestedRequest, client: Client, place: Element): Promise<NestedAnswer> {
  const interactive = method === "GetTokenPopup";
  if (interactive && !(await mayGoOn(client, place))) return refused("USER_CANCEL");
  const mailbox = client.mail.get().owner.address;
  const response = await fetch("/api/nested", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ mailbox, interactive, request }),
  }).catch(() => undefined);
  if (!response) return refused("NO_NETWORK");
  // The page's own server; where nobody signs in with Entra it has no such address.
  return response.ok ? ((await response.json()) as NestedAnswer) : refused("NESTED_APP_AUTH_UNAVAILABLE");
}

/** Outlook's own window, in which its user says yes. */
function mayGoOn({ mail, settings, addIn }: Client, place: Element): Promise<boolean> {
  const texts = textsOf(settings.get().locale);
  const box = document.createElement("dialog");
  box.className = "sign-in-dialog";
  box.setAttribute("aria-label", texts.signInTitle);
  const question = document.createElement("p");
  question.textContent = texts.signInQuestion(addIn.name, mail.get().owner.address);
  const [yes, no] = [texts.signInYes, texts.signInNo].map((words) => {
    const button = document.createElement("button");
    button.textContent = words;
    button.addEventListener("click", () => box.close(words));
    return button;
  });
  box.append(question, yes ?? "", no ?? "");
  place.append(box);
  box.showModal();
  return new Promise((resolve) => {
    box.addEventListener("close", () => {
      box.remove();
      resolve(box.returnValue === texts.signInYes);
    });
  });
}
