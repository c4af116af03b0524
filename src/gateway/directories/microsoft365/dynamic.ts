import { LRUCache } from "lru-cache";
import * as z from "zod/mini";
import type { EmailAddress } from "../../../protocol/index.ts";
import { type Ask, chunks } from "../../graph/client.ts";
import type { Graph } from "../../graph/index.ts";

/**
 * Exchange's dynamic distribution lists. Entra knows nothing of them, so that Graph cannot open them; that an address is one shows in the mail
 * tip alone which tells how many people a mail to it reaches.
 */
export interface DynamicLists {
  /** Those of the addresses that are lists, with their sizes; none where that is not permitted. `asker` is any mailbox of the organisation. */
  sizes(addresses: readonly EmailAddress[], asker: string): Promise<ReadonlyMap<EmailAddress, number>>;
}

const MailTips = z.object({
  value: z.array(z.object({ emailAddress: z.object({ address: z.string() }), totalMemberCount: z.optional(z.nullable(z.number())) })),
});
type MailTips = z.output<typeof MailTips>;

const inOneRequest = 20;
/** Milliseconds. */
const remembered = 10 * 60_000;
const permission = "MailTips.ReadBasic.All";

export function dynamicLists({ client, grants }: Graph): DynamicLists {
  /** 0: not a list. */
  const known = new LRUCache<EmailAddress, number>({ max: 50_000, ttl: remembered });

  const asking = (addresses: readonly EmailAddress[], asker: string): Ask<MailTips> => ({
    path: `/users/${asker}/getMailTips`,
    body: { EmailAddresses: addresses, MailTipsOptions: "totalMemberCount" },
    schema: MailTips,
    workload: `mailbox ${asker}`,
    permission,
  });

  return {
    async sizes(addresses, asker) {
      const unknown = addresses.filter((address) => known.get(address) === undefined);
      if (unknown.length > 0 && !grants.lacks(permission)) {
        const asked = chunks(unknown, inOneRequest);
        const answers = await client.askAll(asked.map((some) => asking(some, asker)));
        for (const [index, answer] of answers.entries()) {
          if (answer.status === "rejected") continue; // it is only a hint
          const sizes = new Map(answer.value.value.map((tips) => [tips.emailAddress.address.toLowerCase(), tips.totalMemberCount ?? 0]));
          for (const address of asked[index] ?? []) known.set(address, sizes.get(address) ?? 0);
        }
      }
      return new Map(addresses.flatMap((address) => (known.get(address) ? [[address, known.get(address) ?? 0] as const] : [])));
    },
  };
}
