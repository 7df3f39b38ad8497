import { inflateSync } from 'node:zlib';

const headerLength = 44;
const entryLength = 20;

/** The font inside a WOFF 1.0 file: its tables unpacked, behind the directory that font programs expect. */
export function unpackWoff(bytes: Uint8Array): Uint8Array {
  const woff = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, place) =>
    readTable(woff, headerLength + place * entryLength),
  );
  const directory = Buffer.alloc(12 + count * 16);
  writeHead(directory, woff.readUInt32BE(4), count);
  let offset = directory.length;
  tables.forEach((table, place) => {
    const at = 12 + place * 16;
    directory.set(table.tagAndChecksum.subarray(0, 4), at);
    directory.set(table.tagAndChecksum.subarray(4), at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(table.length, at + 12);
    offset += table.data.length;
  });
  return Buffer.concat([directory, ...tables.map(({ data }) => data)]);
}

interface Table {
  readonly tagAndChecksum: Uint8Array;
  readonly length: number;
  /** Filled up to a multiple of four. */
  readonly data: Uint8Array;
}

function readTable(woff: Buffer, at: number): Table {
  const offset = woff.readUInt32BE(at + 4);
  const stored = woff.readUInt32BE(at + 8);
  const length = woff.readUInt32BE(at + 12);
  const content = woff.subarray(offset, offset + stored);
  const data = Buffer.alloc(Math.ceil(length / 4) * 4);
  data.set(stored < length ? inflateSync(content) : content);
  const tagAndChecksum = Buffer.concat([woff.subarray(at, at + 4), woff.subarray(at + 16, at + 20)]);
  return { tagAndChecksum, length, data };
}

/** Kind of font and number of tables, then the three numbers of a binary search that nobody does any more. */
function writeHead(directory: Buffer, flavor: number, count: number): void {
  const power = 2 ** Math.floor(Math.log2(count));
  directory.writeUInt32BE(flavor, 0);
  directory.writeUInt16BE(count, 4);
  directory.writeUInt16BE(power * 16, 6);
  directory.writeUInt16BE(Math.log2(power), 8);
  directory.writeUInt16BE((count - power) * 16, 10);
}
