import { array, assert, constantFrom, integer, property, tuple } from "fast-check";
import { flatten } from "../../src/gateway/slots.ts";
import type { SlotStatus } from "../../src/protocol/index.ts";

const strongestFirst: readonly SlotStatus[] = ["out-of-office", "busy", "tentative", "working-elsewhere"];
const slots = array(
  tuple(integer({ min: -5, max: 25 }), integer({ min: 1, max: 8 }), constantFrom(...strongestFirst)).map(([start, length, status]) => ({
    start,
    end: start + length,
    status,
  })),
  { maxLength: 12 },
);
const [from, to] = [0, 20];

it("slots, once flat, say of every moment what the strongest of them said, in as few as can be", () => {
  assert(
    property(slots, (all) => {
      const flat = flatten(all, from, to);
      for (let time = from; time < to; time++) {
        const covers = ({ start, end }: { start: number; end: number }) => start <= time && time < end;
        const strongest = strongestFirst.find((status) => all.some((slot) => slot.status === status && covers(slot)));
        expect(flat.filter(covers).map(({ status }) => status)).toEqual(strongest ? [strongest] : []);
      }
      for (const [index, slot] of flat.entries()) {
        const next = flat[index + 1];
        expect(slot.start).toBeGreaterThanOrEqual(from);
        expect(slot.end).toBeLessThanOrEqual(to);
        const apart = !next || next.start > slot.end || (next.start === slot.end && next.status !== slot.status);
        expect(apart).toBe(true);
      }
    }),
  );
});
