import * as z from "zod/mini";
import { ItemContext } from "./chat.ts";
import { EmailAddress } from "./person.ts";
import { Time } from "./presence.ts";

export const CallId = z.string().check(z.minLength(1), z.maxLength(200)).brand<"CallId">();
export type CallId = z.output<typeof CallId>;

/**
 * One person's part in a call.
 * ringing → joined → left, or ringing → declined | missed | unreachable. Only `joined` parties exchange media.
 */
export const Party = z.readonly(
  z.object({
    address: EmailAddress,
    state: z.enum(["ringing", "joined", "declined", "missed", "unreachable", "left"]),
    /** The pane (its session) that joined for this person: media descriptions go there alone. */
    pane: z.optional(z.string()),
  }),
);
export type Party = z.output<typeof Party>;

/**
 * A call as everyone in it sees it. establishing: nobody has answered; established: at least two joined; terminated: over.
 * Media is a mesh: each joined party holds one peer connection to each other; whoever joined later sends the offer, unless `callerOffers`.
 */
export const Call = z.readonly(
  z.object({
    id: CallId,
    via: z.string(),
    from: EmailAddress,
    parties: z.readonly(z.array(Party)),
    state: z.enum(["establishing", "established", "terminated"]),
    context: ItemContext,
    started: Time,
    established: z.optional(Time),
    /**
     * Where the network has the caller make the first offer: before the other's client rings, or once somebody has answered. Of two offers
     * at once the caller's then goes first.
     */
    callerOffers: z.optional(z.enum(["at-once", "once-answered"])),
  }),
);
export type Call = z.output<typeof Call>;

/** A WebRTC description or candidate on its way from one party's pane to another's (RFC 8829). */
export const Signal = z.readonly(
  z.object({
    description: z.optional(
      z.object({ type: z.enum(["offer", "answer", "rollback", "pranswer"]), sdp: z.optional(z.string().check(z.maxLength(65536))) }),
    ),
    candidate: z.optional(
      z.nullable(
        z.object({
          candidate: z.string().check(z.maxLength(2048)),
          sdpMid: z.optional(z.nullable(z.string())),
          sdpMLineIndex: z.optional(z.nullable(z.number())),
        }),
      ),
    ),
  }),
);
export type Signal = z.output<typeof Signal>;

/** Where the user's end of a call is: this computer's pane, or a phone that a network can ring. */
export const Device = z.readonly(
  z.object({ id: z.string(), kind: z.enum(["computer", "work", "mobile", "home"]), label: z.optional(z.string()) }),
);
export type Device = z.output<typeof Device>;

/** A mesh carries this many people, the caller included: beyond it every pane would upload its voice too often. */
export const mostInACall = 6;
