/** The version of this protocol is the WebSocket subprotocol: a pane and a gateway that share none do not connect (4406). */
export const subprotocol = "rollcall.v1";
/** The path of the WebSocket on the gateway's origin. */
export const path = "/wire";

export const limits = {
  /** Bytes in one frame from a pane. */
  frame: 256 * 1024,
  /** People that one pane may watch. */
  watched: 2000,
  /** Frames a second from one pane, lasting; `burst` at once. */
  rate: 50,
  burst: 200,
  /** Milliseconds from connecting to `hello`. */
  hello: 5000,
  /** Characters in one message. */
  text: 8000,
  /** People who ask to see the user's presence, as far as they are kept: strangers can ask, too. */
  askers: 100,
  /** People in one `free-busy`, and milliseconds from its `from` to its `to`: less than 62 days, which is what Graph's getSchedule takes. */
  freeBusyPeople: 100,
  freeBusySpan: 62 * 86_400_000 - 1,
  /** People in one `photos`, and bytes of a picture: what is shown is 32 pixels wide. */
  photos: 20,
  photo: 64 * 1024,
} as const;

/** As in graphql-ws, so that whoever knows one knows the other; 1000, 1001 and 1009 keep their RFC 6455 meaning. */
export const closeCode = {
  badFrame: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  noSubprotocol: 4406,
  helloTimeout: 4408,
  tooMany: 4429,
  internal: 4500,
} as const;
