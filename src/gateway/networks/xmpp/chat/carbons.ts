import { bare, attribute, ns, xml, type Stanza } from "../stanza.ts";
import type { Stream } from "../stream/stream.ts";

/** What the user's other clients say and hear is told to this one as well (XEP-0280). A server without it tells nothing. */
export async function enableCarbons(stream: Stream): Promise<void> {
  await stream.ask("set", xml("enable", ns.carbons)).catch(() => {});
}

/**
 * The message that a carbon carries, or the message itself where it is none; undefined where somebody forged one: only the user's own
 * account may tell what their clients said (section 11).
 */
export function uncarbon(message: Stanza, self: string): Stanza | undefined {
  const carbon = message.getChild("received", ns.carbons) ?? message.getChild("sent", ns.carbons);
  if (!carbon) return message;
  if (attribute(message, "from") !== undefined && bare(attribute(message, "from") ?? "") !== self) return undefined;
  const inner = carbon.getChild("forwarded", ns.forward)?.getChild("message");
  // Whose it is must agree with which way it went.
  const whose = bare(attribute(inner, "from") ?? "");
  return (whose === self) === (carbon.name === "sent") ? inner : undefined;
}
