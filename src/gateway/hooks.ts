import type { FastifyInstance } from "fastify";

/** Where another system posts what it has to tell, and what becomes of it. */
export interface Hook {
  readonly path: string;
  /** Bytes that one post holds at the most. */
  readonly most: number;
  /** MUST answer at once: whoever posts does not wait for the work that follows. */
  receive(post: Post): Reply;
}

/** As it came: nothing of it has been looked at yet. */
export interface Post {
  readonly query: Readonly<Record<string, unknown>>;
  readonly contentType: string;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  /** Plain text. */
  readonly text?: string;
  /** Seconds. */
  readonly retryAfter?: number;
}

/** Hooks have parsers of their own: what is posted is theirs to read, whatever it says that it is. */
export function serveHooks(app: FastifyInstance, hooks: readonly Hook[]): void {
  void app.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    for (const { path, most, receive } of hooks) {
      inner.post<{ Querystring: Record<string, unknown>; Body: Buffer | undefined }>(path, { bodyLimit: most }, async (request, reply) => {
        const { query, headers, body = Buffer.alloc(0) } = request;
        const { status, text, retryAfter } = receive({ query, contentType: headers["content-type"] ?? "", body });
        if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
        // A page that somebody leads a browser to must not be made of what they put into its address.
        reply.headers({ "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff", "cache-control": "no-store" });
        return reply.code(status).send(text ?? "");
      });
    }
  });
}
