/** Looks for one text in a stream while it flows, so that output that is not kept is searched too. */

export interface Search {
  /** `chunk` is not kept: its memory may be used again. */
  add(chunk: Uint8Array): void;
  isFound(): boolean;
}

export function createSearch(text: string): Search {
  const wanted = Buffer.from(text);
  const overlap = Math.max(0, wanted.length - 1);
  /** The last bytes seen, where a match could have begun. */
  let carry: Buffer = Buffer.alloc(0);
  let found = wanted.length === 0;

  return {
    add(chunk) {
      if (found) return;
      const view = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
      const seam = Buffer.concat([carry, view.subarray(0, overlap)]);
      found = seam.includes(wanted) || view.includes(wanted);
      // A chunk shorter than the overlap is all in the seam.
      const last = view.length < overlap ? seam : view;
      carry = Buffer.from(last.subarray(Math.max(0, last.length - overlap)));
    },
    isFound: () => found,
  };
}
