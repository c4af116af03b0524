/**
 * The load: K panes in a process of their own. They speak just enough of RFC 6455 over bare sockets to count frames,
 * so that on a small machine the generator is not what is measured.
 */
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

export interface Pane {
  /** Sends one text frame. */
  send(message: unknown): void;
  /** Frames received so far. */
  readonly received: number;
  close(): void;
}

/** A masked text frame (RFC 6455 section 5.2), at the most 64 KiB; the mask is zero, which servers must accept. */
function frameOf(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const head =
    body.length < 126 ? Buffer.from([0x81, 0x80 | body.length]) : Buffer.from([0x81, 0x80 | 126, body.length >> 8, body.length & 255]);
  return Buffer.concat([head, Buffer.alloc(4), body]);
}

const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);

/** Tells of whole server frames in a stream of chunks, by opcode (RFC 6455 section 5.2), without keeping their bodies. */
function frameCounter(onFrame: (opcode: number) => void): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  let skip = 0;
  return (chunk) => {
    let data = rest ? Buffer.concat([rest, chunk]) : chunk;
    rest = undefined;
    for (;;) {
      if (skip >= data.length) {
        skip -= data.length;
        return;
      }
      data = data.subarray(skip);
      skip = 0;
      const short = (data[1] ?? 0) & 127;
      const head = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (data.length < head) {
        rest = data;
        return;
      }
      const length = short === 126 ? data.readUInt16BE(2) : short === 127 ? Number(data.readBigUInt64BE(2)) : short;
      onFrame((data[0] ?? 0) & 15);
      skip = head + length;
    }
  };
}

/** Resolves when the upgrade is answered; `onFrame` is called for each text frame. */
export function openPane(
  port: number,
  path: string,
  protocol: string,
  onFrame: () => void,
  origin = `http://localhost:${port}`,
): Promise<Pane> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let received = 0;
    const count = frameCounter((opcode) => {
      if (opcode === 9) socket.write(pong); // whoever does not answer a ping is taken for dead
      if (opcode !== 1) return;
      received++;
      onFrame();
    });
    const pane: Pane = {
      send: (message) => void socket.write(frameOf(message)),
      get received() {
        return received;
      },
      close: () => socket.destroy(),
    };
    socket.once("error", reject);
    socket.once("data", (answer: Buffer) => {
      const end = answer.indexOf("\r\n\r\n");
      if (!answer.subarray(0, 12).toString("latin1").includes(" 101")) return reject(new Error(answer.subarray(0, 200).toString("latin1")));
      socket.on("data", count);
      if (end + 4 < answer.length) count(answer.subarray(end + 4));
      resolve(pane);
    });
    const key = randomBytes(16).toString("base64");
    socket.write(
      `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${origin}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`,
    );
  });
}
