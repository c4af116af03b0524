import type { KeyboardEvent } from "react";

/** F6, Shift+F6: from region to region of a mail client, as in every Windows program. Regions carry `data-region`. */
export function moveBetweenRegions(event: KeyboardEvent, root: HTMLElement | null): void {
  const regions = [...(root?.querySelectorAll<HTMLElement>("[data-region]") ?? [])];
  const current = regions.findIndex((region) => region.contains(document.activeElement));
  const next = (current + (event.shiftKey ? -1 : 1) + regions.length) % regions.length;
  event.preventDefault();
  regions[next]?.focus();
}
