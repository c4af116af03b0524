/** Posts as Graph does: to a gateway on this machine, whose certificate only this machine's authority has signed. */
import { once } from "node:events";
import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";

export interface Posted {
  /** 0: nobody answered. */
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

export async function post(url: URL, type: string, body: string | Buffer, authority?: string): Promise<Posted> {
  const options = { method: "POST", headers: { "content-type": type }, ca: authority, signal: AbortSignal.timeout(10_000) };
  const sending = url.protocol === "https:" ? requestHttps(url, options) : requestHttp(url, options);
  try {
    sending.end(body);
    const [response] = (await once(sending, "response")) as [IncomingMessage]; // what a client request's "response" brings
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer); // a response without an encoding gives buffers
    const { statusCode = 0, headers } = response;
    return { status: statusCode, type: headers["content-type"] ?? "", body: Buffer.concat(chunks).toString("utf8") };
  } catch {
    return { status: 0, type: "", body: "" };
  }
}
