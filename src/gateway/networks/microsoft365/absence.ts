import * as z from "zod/mini";
import type { EmailAddress, OutOfOffice, Time } from "../../../protocol/index.ts";
import { type Ask, chunks, valuesOf } from "../../graph/client.ts";
import type { Graph } from "../../graph/index.ts";
import { DateTime, timeOf } from "../../graph/time.ts";
import { messageIn } from "./words.ts";

/** The automatic reply that is on. Times that are not set are in the year 1. */
export interface Absence extends OutOfOffice {
  readonly from?: Time;
}

const text = z.optional(z.nullable(z.string()));
const time = z.optional(z.nullable(DateTime));
const MailTips = z.object({
  value: z.array(
    z.object({
      emailAddress: z.object({ address: z.string() }),
      automaticReplies: z.optional(z.nullable(z.object({ message: text, scheduledStartTime: time, scheduledEndTime: time }))),
    }),
  ),
});
type MailTips = z.output<typeof MailTips>;

const inOneRequest = 20;

/** Who of these people is out of office, by what Outlook tells whoever begins a mail to them. `asker` is any mailbox. */
export async function getAbsences(
  { client }: Graph,
  asker: string,
  people: readonly EmailAddress[],
): Promise<ReadonlyMap<EmailAddress, Absence>> {
  const answers = valuesOf(await client.askAll(chunks(people, inOneRequest).map((some) => asking(asker, some))));
  const tips = new Map(answers.flatMap(({ value }) => value.map((each) => [each.emailAddress.address.toLowerCase(), each] as const)));
  return new Map(
    people.flatMap((address) => {
      const { message, scheduledStartTime, scheduledEndTime } = tips.get(address)?.automaticReplies ?? {};
      const words = messageIn(message);
      if (words === undefined) return [];
      const [from, until] = [scheduledStartTime, scheduledEndTime].map((each) => (each ? timeOf(each) : undefined));
      return [[address, { message: words, ...(isSet(from) && { from }), ...(isSet(until) && { until }) }] as const];
    }),
  );
}

const isSet = (moment: Time | undefined): boolean => moment !== undefined && moment > 0;

const asking = (asker: string, addresses: readonly EmailAddress[]): Ask<MailTips> => ({
  path: `/users/${asker}/getMailTips`,
  body: { EmailAddresses: addresses, MailTipsOptions: "automaticReplies" },
  schema: MailTips,
  workload: `mailbox ${asker}`,
  permission: "MailTips.ReadBasic.All",
});
