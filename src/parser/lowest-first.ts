/** A waiting line that lets the lowest number go first, however long it is. */

export class LowestFirst {
  /** A heap: no number is lower than the one at half its index. The first place stays empty. */
  private readonly numbers: number[] = [Number.NEGATIVE_INFINITY];

  add(number: number): void {
    const { numbers } = this;
    let at = numbers.length;
    for (; at > 1 && this.at(at >> 1) > number; at >>= 1) numbers[at] = this.at(at >> 1);
    numbers[at] = number;
  }

  /** Undefined when nobody waits. */
  take(): number | undefined {
    const { numbers } = this;
    if (numbers.length === 1) return undefined;
    const lowest = numbers[1];
    const last = numbers.pop() ?? 0;
    if (numbers.length === 1) return lowest;
    let at = 1;
    for (let below = this.lowerBelow(at); this.at(below) < last; below = this.lowerBelow(at)) {
      numbers[at] = this.at(below);
      at = below;
    }
    numbers[at] = last;
    return lowest;
  }

  private lowerBelow(at: number): number {
    return this.at(2 * at + 1) < this.at(2 * at) ? 2 * at + 1 : 2 * at;
  }

  private at(index: number): number {
    return this.numbers[index] ?? Number.POSITIVE_INFINITY;
  }
}
