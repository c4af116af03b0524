import * as z from "zod/mini";

/** A web address that a pane may open outside of Outlook. */
const WebAddress = z.string().check(z.maxLength(4096), z.regex(/^https:\/\/[^\s]+$/));

/** An online meeting that is there to be joined at once; nobody's calendar has it. */
export const Meeting = z.readonly(
  z.object({
    /** The network that it is held in. */
    via: z.string(),
    /** Where whoever has it can join. */
    url: WebAddress,
  }),
);
export type Meeting = z.output<typeof Meeting>;

/** A way to people in an application of their network, outside of Rollcall. */
export const DeepLink = z.readonly(z.object({ network: z.string(), opens: z.enum(["chat", "call", "video-call"]), url: WebAddress }));
export type DeepLink = z.output<typeof DeepLink>;
