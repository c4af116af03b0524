import { turns } from "../../../../src/gateway/networks/xmpp/stream/turns.ts";
import { rejection } from "../../../contract/stage.ts";

const never = new AbortController().signal;

it("lets those in who still wait, when all before them have given up", async () => {
  const inTurn = turns(1, 10);
  let leave = (): void => {};
  const first = inTurn(() => new Promise<void>((resolve) => (leave = resolve)), never);
  const tired = new AbortController();
  const began: number[] = [];
  const gone = Array.from({ length: 1000 }, async (_, index) => inTurn(async () => began.push(index), tired.signal));
  const last = inTurn(async () => "in", never);
  const told = Promise.allSettled(gone);
  tired.abort();
  for (const outcome of await told) expect(outcome).toMatchObject({ status: "rejected", reason: rejection("unreachable") });
  leave();
  await first;
  // A thousand turns would take more than a minute.
  expect(await last).toBe("in");
  expect(began).toEqual([]);
}, 5000);

it("refuses at once who has given up before", async () => {
  await expect(turns(1, 10)(async () => "in", AbortSignal.abort())).rejects.toMatchObject(rejection("unreachable"));
});

it("leaves a task that runs to give up by itself", async () => {
  const tired = new AbortController();
  let finish = (): void => {};
  const turn = turns(1, 10)(() => new Promise<string>((resolve) => (finish = () => resolve("done"))), tired.signal);
  tired.abort();
  finish();
  expect(await turn).toBe("done");
});

it("passes on what became of it", async () => {
  const inTurn = turns(2, 100);
  expect(await inTurn(async () => 1, never)).toBe(1);
  await expect(inTurn(async () => Promise.reject(new TypeError("no")), never)).rejects.toBeInstanceOf(TypeError);
});
