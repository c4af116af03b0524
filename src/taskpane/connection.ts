import type { ErrorCode, Ok, PaneMessage } from "../protocol/index.ts";

type WithId<M> = M extends { id: number } ? M : never;
type WithoutId<M> = M extends { id: number } ? never : M;
/** A message that is answered. */
export type Request = WithId<PaneMessage> extends infer M ? (M extends { id: number } ? Omit<M, "id"> : never) : never;
/** A message that is not. */
export type Notice = WithoutId<PaneMessage>;

/** Why a request failed: the gateway's code, or `offline` where it never reached the gateway. */
export class WireError extends Error {
  override readonly name = "WireError";
  readonly code: ErrorCode | "offline";
  constructor(code: ErrorCode | "offline", message: string) {
    super(message);
    this.code = code;
  }
}

/** The pane's one line to the gateway; it reconnects by itself, says `hello` and `watch` again, and tells the store. */
export interface Connection {
  /** Rejects with WireError, at once where the line is down. */
  request(request: Request): Promise<Ok>;
  /** Dropped where the line is down. */
  tell(notice: Notice): void;
  /** The reader asks for another try now. */
  retry(): void;
  close(): void;
}
