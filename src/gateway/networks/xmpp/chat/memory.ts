/**
 * The last `most` things that one session remembers, by name: whatever was set first goes first. A cache of the library's takes a kilobyte and more
 * before it holds anything, and every user of the organisation has five of these.
 */
export class Memory<Value> extends Map<string, Value> {
  readonly #most: number;

  constructor(most: number) {
    super();
    this.#most = most;
  }

  override set(name: string, value: Value): this {
    super.delete(name);
    super.set(name, value);
    const [oldest] = this.size > this.#most ? this.keys() : [];
    if (oldest !== undefined) super.delete(oldest);
    return this;
  }
}
