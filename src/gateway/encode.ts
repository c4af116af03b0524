import type { GatewayMessage, Presence } from "../protocol/index.ts";

const encoded = new WeakMap<readonly Presence[], Buffer>();

/** A batch as a `presence` message in UTF-8: the same array always gives the same bytes, however many panes it goes to. */
export function encodeOnce(batch: readonly Presence[]): Buffer {
  let bytes = encoded.get(batch);
  if (!bytes) {
    bytes = Buffer.from(JSON.stringify({ type: "presence", presence: batch } satisfies GatewayMessage));
    encoded.set(batch, bytes);
  }
  return bytes;
}

const framed = new WeakMap<Buffer, Buffer>();

/** The same for a WebSocket text frame around shared bytes: final, not masked, not compressed (RFC 6455 section 5.2). */
export function frameOnce(payload: Buffer): Buffer {
  let frame = framed.get(payload);
  if (!frame) {
    frame = Buffer.concat([header(payload.length), payload]);
    framed.set(payload, frame);
  }
  return frame;
}

function header(length: number): Buffer {
  const finalText = 0x81;
  if (length < 126) return Buffer.from([finalText, length]);
  if (length < 65536) return Buffer.from([finalText, 126, length >> 8, length & 255]);
  const long = Buffer.alloc(10, 0);
  long.set([finalText, 127]);
  long.writeUInt32BE(length, 6);
  return long;
}
