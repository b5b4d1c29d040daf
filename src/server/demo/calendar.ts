/** Something that happens at a moment of the story. */
type Deed = { readonly time: number; readonly act: () => Promise<void> | void };

/**
 * The clock of the story: deeds happen in the order of their time, each may plan further ones, and whoever asks for the
 * time meanwhile hears the deed's. Unix seconds.
 */
export class Calendar {
  readonly #deeds: Deed[] = [];
  #time: number;

  constructor(start: number) {
    this.#time = start;
  }

  /** The moment of the story. */
  readonly now = (): number => this.#time;

  /** Plans a deed; one planned for the past happens next. Deeds of one moment happen in the order of planning. */
  at(time: number, act: Deed["act"]): void {
    const later = this.#deeds.findIndex((deed) => deed.time > time);
    this.#deeds.splice(later < 0 ? this.#deeds.length : later, 0, { time, act });
  }

  /** Lets everything happen that is planned up to a moment. */
  async playUntil(end: number): Promise<void> {
    for (let deed = this.#deeds[0]; deed !== undefined && deed.time <= end; deed = this.#deeds[0]) {
      this.#deeds.shift();
      this.#time = Math.max(this.#time, deed.time);
      await deed.act();
    }
    this.#time = Math.max(this.#time, end);
  }
}
