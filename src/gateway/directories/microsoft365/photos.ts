import DataLoader from "dataloader";
import * as z from "zod/mini";
import type { EmailAddress, Photo } from "../../../protocol/index.ts";
import type { Graph } from "../../graph/index.ts";
import { gathering } from "../../graph/resolver.ts";
import { mostInABatch } from "../../graph/transport.ts";
import { NetworkError } from "../../network.ts";
import { photoOf } from "../../photo.ts";

/** Pixels: a face in the pane is 32 wide. */
const size = "64x64";
const permission = "ProfilePhoto.Read.All";

/** In a batch, and all are asked in batches, what is no JSON comes as base64. */
const Picture = z.string();

/** The photos of people in Entra and Exchange; nobody's where that is not permitted. Those asked for within a moment are asked for together. */
export function createPhotos({ client, grants, users }: Graph): (person: EmailAddress) => Promise<Photo | undefined> {
  const loader = new DataLoader<string, Photo | undefined>(
    async (ids) => {
      const answers = await client.askAll(
        ids.map((id) => ({ path: `/users/${id}/photos/${size}/$value`, schema: Picture, workload: `mailbox ${id}` as const, permission })),
      );
      return answers.map((answer) =>
        answer.status === "fulfilled" ? photoOf(Buffer.from(answer.value, "base64")) : whyNone(answer.reason),
      );
    },
    { cache: false, maxBatchSize: mostInABatch, batchScheduleFn: (send) => void setTimeout(send, gathering) },
  );
  return async (person) => {
    if (grants.lacks(permission)) return undefined;
    const user = (await users.find([person])).get(person);
    return user && loader.load(user.id);
  };
}

/** Codes of whoever has no photo, or none for Rollcall; anything else may be different the next time. */
const none: ReadonlySet<string> = new Set(["not-found", "forbidden", "bad-request"]);

function whyNone(error: unknown): undefined | Error {
  if (!(error instanceof NetworkError)) throw error;
  return none.has(error.code) ? undefined : error;
}
