import * as z from "zod/mini";

const Posted = z.object({
  _messageType: z.literal(0),
  _actionName: z.string(),
  _actionType: z.literal([0, 1, 2]),
  _conversationId: z.string(),
  _correlationId: z.number(),
  _data: z.unknown(),
});

/** What a frame wants of its host: to call a method, or to hear (no more) of an event. */
export interface Request {
  readonly kind: "invoke" | "register" | "unregister";
  readonly name: string;
  readonly data: unknown;
  readonly conversation: string;
  readonly correlation: number;
}

const kinds = ["invoke", "register", "unregister"] as const;

/** The request in a posted message, one JSON text, or undefined where it carries something else: other scripts post messages too. */
export function readRequest(posted: unknown): Request | undefined {
  const { success, data } = Posted.safeParse(parse(posted));
  if (!success) return undefined;
  const { _actionType: kind, _actionName: name, _conversationId: conversation, _correlationId: correlation } = data;
  return { kind: kinds[kind], name, data: data["_data"], conversation, correlation };
}

function parse(posted: unknown): unknown {
  try {
    return typeof posted === "string" ? JSON.parse(posted) : undefined;
  } catch {
    return undefined;
  }
}

const common = (conversation: string) => ({ _conversationId: conversation, _origin: location.origin, _serializerVersion: 1 });

/** The answer to a request. `data` must not be a primitive where the method is Outlook's: the library looks into it. */
export function answerTo(request: Request, data: unknown): string {
  return JSON.stringify({
    ...common(request.conversation),
    _messageType: 1,
    _responseType: 0,
    _errorCode: 0,
    _actionName: request.name,
    _correlationId: request.correlation,
    _data: data,
  });
}

/** An event, for whoever registered it under that name. */
export function firing(conversation: string, event: string, data: unknown): string {
  return JSON.stringify({
    ...common(conversation),
    _messageType: 1,
    _responseType: 1,
    _errorCode: 0,
    _actionName: event,
    _correlationId: 0,
    _data: data,
  });
}
