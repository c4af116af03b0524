/** A token bucket: `burst` at once, `rate` a second for long. The answer says whether one more is allowed now. */
export function rateLimit({ rate, burst }: { readonly rate: number; readonly burst: number }): () => boolean {
  let tokens = burst;
  let last = performance.now(); // monotonic, whatever the wall clock does
  return () => {
    const now = performance.now();
    tokens = Math.min(burst, tokens + ((now - last) / 1000) * rate);
    last = now;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}
