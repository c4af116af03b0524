import type { Photo } from "../../../protocol/index.ts";
import { photoOf } from "../../photo.ts";

/** A picture as files have it: a data URL (RFC 2397), or base64 alone as in vCard 3. Undefined where it is none that may be shown. */
export function readPicture(text: string): Photo | undefined {
  const [, base64] = /^(?:data:[^,]*;base64,)?([a-z0-9+/=\s]+)$/i.exec(text) ?? [];
  return base64 === undefined ? undefined : photoOf(Buffer.from(base64, "base64"));
}
