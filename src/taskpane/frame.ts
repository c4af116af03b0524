import * as z from "zod/mini";
import { GatewayMessage } from "../protocol/index.ts";

// Compiling schemas to code needs `eval`, which the page's content security policy refuses.
z.config({ jitless: true });

const knownTypes: ReadonlySet<unknown> = new Set(GatewayMessage.def.options.flatMap((option) => option.shape.type.def.values));

/** What the gateway said, or undefined for what this pane does not know (newer) or cannot trust (broken). */
export function readFrame(data: unknown): GatewayMessage | undefined {
  try {
    const frame: unknown = JSON.parse(String(data));
    const parsed = GatewayMessage.safeParse(frame);
    if (parsed.success) return parsed.data;
    const type = typeof frame === "object" && frame && "type" in frame ? frame.type : undefined;
    if (knownTypes.has(type)) console.warn(`dropped a broken "${String(type)}" frame: ${parsed.error.issues[0]?.path.join(".")}`);
  } catch {
    console.warn("dropped a frame that is no JSON");
  }
  return undefined;
}
