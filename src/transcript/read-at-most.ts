/** Reads what may have no end, such as `/dev/zero`, without filling memory. */
import type { FileHandle } from "node:fs/promises";

/** All that `source` gives; null, and no more of it is read, when that is more than `mostBytes`. */
export async function readAtMost(
  source: FileHandle | AsyncIterable<string | Uint8Array>,
  mostBytes: number,
): Promise<Buffer | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of Symbol.asyncIterator in source ? source : piecesOf(source)) {
    const bytes = Buffer.from(piece);
    pieces.push(bytes);
    length += bytes.length;
    if (length > mostBytes) return null;
  }
  return Buffer.concat(pieces);
}

/** From where the file stands: a pipe knows no other place. */
async function* piecesOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(pieceBytes), 0, pieceBytes, null);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

const pieceBytes = 64 * 1024;
