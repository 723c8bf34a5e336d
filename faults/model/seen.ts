// Looked up once: a global is slow to reach in the sandbox of a test.
const { floor, imul } = Math;

/**
 * The keys found so far, numbered in the order they were found. A `Map` would do, but it boxes every key that does not
 * fit 31 bits, which cost a fifth of the search's time and memory. Open addressing with linear probing.
 */
export class Seen {
  private keys = new Float64Array(1 << 16);
  private slots = new Int32Array(1 << 17).fill(-1);
  private used = 0;

  get size(): number {
    return this.used;
  }

  keyAt(id: number): number {
    return this.keys[id] as number;
  }

  /** Whether the key is new; if so, its number is the size before. */
  add(key: number): boolean {
    const slot = this.slotOf(key);
    if (this.slots[slot] !== -1) return false;

    this.slots[slot] = this.used;
    this.keys[this.used] = key;
    this.used += 1;
    if (this.used === this.keys.length) this.grow();
    return true;
  }

  private slotOf(key: number): number {
    const mask = this.slots.length - 1;
    const mixed = imul((key >>> 0) ^ imul(floor(key / 2 ** 32), 0x85ebca6b), 0x9e3779b1);
    for (let slot = (mixed ^ (mixed >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const id = this.slots[slot] as number;
      if (id === -1 || this.keys[id] === key) return slot;
    }
  }

  private grow(): void {
    const keys = new Float64Array(this.keys.length * 2);
    keys.set(this.keys);
    this.keys = keys;
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    for (let id = 0; id < this.used; id += 1) this.slots[this.slotOf(keys[id] as number)] = id;
  }
}
