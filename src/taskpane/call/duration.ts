/** "4:05" or "1:00:09", in the language's own digits. `elapsed` in milliseconds; a clock that jumped back shows as zero. */
export function duration(elapsed: number, language: string): string {
  const seconds = Math.max(0, Math.floor(elapsed / 1000));
  const whole = new Intl.NumberFormat(language, { useGrouping: false });
  const padded = new Intl.NumberFormat(language, { minimumIntegerDigits: 2 });
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return [...(hours > 0 ? [whole.format(hours), padded.format(minutes)] : [whole.format(minutes)]), padded.format(seconds % 60)].join(":");
}
