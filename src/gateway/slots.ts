import type { Slot, SlotStatus, Time } from "../protocol/index.ts";

/** Stronger first: what keeps somebody from a meeting more surely. */
const strength: Readonly<Record<SlotStatus, number>> = { "out-of-office": 4, busy: 3, tentative: 2, "working-elsewhere": 1 };

/**
 * One person's slots from one or more calendars → by start, none over another, and cut to from–to: where several meet, the strongest counts.
 * How many meetings there are, and where one ends and the next begins, is nobody's business.
 */
export function flatten(slots: Iterable<Slot>, from: Time, to: Time): readonly Slot[] {
  const within = [...slots].flatMap(({ start, end, status }) => {
    const cut = { start: Math.max(start, from), end: Math.min(end, to), status };
    return cut.start < cut.end ? [cut] : [];
  });
  const edges = [...new Set(within.flatMap(({ start, end }) => [start, end]))].toSorted((a, b) => a - b);
  const byStart = within.toSorted((a, b) => a.start - b.start);
  const flat: Slot[] = [];
  let running: Slot[] = [];
  let next = 0;
  for (const [index, start] of edges.entries()) {
    running = running.filter((slot) => slot.end > start);
    for (let slot = byStart[next]; slot && slot.start <= start; slot = byStart[++next]) running.push(slot);
    const end = edges[index + 1];
    const [strongest] = running.toSorted((a, b) => strength[b.status] - strength[a.status]);
    if (!strongest || end === undefined) continue;
    const last = flat.at(-1);
    if (last?.end === start && last.status === strongest.status) flat[flat.length - 1] = { ...last, end };
    else flat.push({ start, end, status: strongest.status });
  }
  return flat;
}
