/**
 * The WebAssembly module behind `crc32c.ts`, assembled here from its instructions instead of kept as an opaque blob: this
 * file is its source. It only folds bytes into a CRC; memory, tables and copying belong to the caller.
 *
 *   (import "host" "memory")                        tables at 0, input behind them
 *   (func (export "update") (param $crc $position $end) (result i32)
 *     while ($end - $position >= 16) { fold 16 bytes by tables 15…0 }
 *     while ($position < $end) { fold one byte by table 0 })
 */

/** Bytes of the sixteen tables of 256 words that stand at the start of the memory. */
export const tableBytes = 16 * 256 * 4;

const opcode = {
  block: 0x02,
  loop: 0x03,
  end: 0x0b,
  branch: 0x0c,
  branchIf: 0x0d,
  localGet: 0x20,
  localSet: 0x21,
  load: 0x28,
  loadByte: 0x2d,
  constant: 0x41,
  lessUnsigned: 0x49,
  greaterOrEqualUnsigned: 0x4f,
  add: 0x6a,
  subtract: 0x6b,
  and: 0x71,
  xor: 0x73,
  shiftLeft: 0x74,
  shiftRight: 0x76,
} as const;
const emptyType = 0x40;
const i32 = 0x7f;
const crc = 0;
const position = 1;
const end = 2;
const word = 3;

/** The module's bytes: imports `host.memory`, exports `update(crc, position, end) → crc`. */
export function crc32cModule(): Uint8Array<ArrayBuffer> {
  const body = [...vector([[1, i32]]), ...foldSixteenBytes(), ...foldSingleBytes(), ...get(crc), opcode.end];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector([[0x60, ...vector([[i32], [i32], [i32]]), ...vector([[i32]])]])),
    ...section(2, vector([[...name('host'), ...name('memory'), 0x02, 0x01, 1, 1]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...name('update'), 0x00, 0]])),
    ...section(10, vector([[...unsigned(body.length), ...body]])),
  ]);
}

function foldSixteenBytes(): readonly number[] {
  const fold: number[] = [];
  for (let group = 0; group < 4; group++) {
    fold.push(...get(position), opcode.load, 0, ...unsigned(group * 4));
    // Only the first four bytes meet the running CRC; the other tables already account for the distance.
    if (group === 0) fold.push(...get(crc), opcode.xor);
    fold.push(opcode.localSet, word);
    for (let byte = 0; byte < 4; byte++) {
      fold.push(...lookUp(15 - (group * 4 + byte), byte));
      if (group + byte > 0) fold.push(opcode.xor);
    }
    if (group < 3) continue;
    fold.push(opcode.localSet, crc);
  }
  return whileLoop(
    [...get(end), ...get(position), opcode.subtract, ...constant(16), opcode.lessUnsigned],
    [...fold, ...get(position), ...constant(16), opcode.add, opcode.localSet, position],
  );
}

function foldSingleBytes(): readonly number[] {
  return whileLoop(
    [...get(position), ...get(end), opcode.greaterOrEqualUnsigned],
    [
      ...[...get(crc), ...get(position), opcode.loadByte, 0, 0, opcode.xor, opcode.localSet, word],
      ...[...lookUp(0, 0), ...get(crc), ...constant(8), opcode.shiftRight, opcode.xor, opcode.localSet, crc],
      ...[...get(position), ...constant(1), opcode.add, opcode.localSet, position],
    ],
  );
}

/** Pushes `table[slice][(word >>> 8 * byte) & 255]`. */
function lookUp(slice: number, byte: number): readonly number[] {
  const shift =
    byte === 0 ? [...constant(2), opcode.shiftLeft] : [...constant(byte * 8 - 2), opcode.shiftRight];
  return [
    ...[...get(word), ...shift, ...constant(255 * 4), opcode.and],
    ...[opcode.load, 2, ...unsigned(slice * 256 * 4)],
  ];
}

function whileLoop(leaveWhen: readonly number[], body: readonly number[]): readonly number[] {
  return [
    ...[opcode.block, emptyType, opcode.loop, emptyType],
    ...[...leaveWhen, opcode.branchIf, 1],
    ...[...body, opcode.branch, 0],
    ...[opcode.end, opcode.end],
  ];
}

function get(local: number): readonly number[] {
  return [opcode.localGet, local];
}

function constant(value: number): readonly number[] {
  // Signed LEB128: a value whose sixth bit is set needs a further byte, or it would be read as negative.
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    const last = rest < 64;
    bytes.push((rest & 127) | (last ? 0 : 128));
    if (last) return [opcode.constant, ...bytes];
  }
}

function unsigned(value: number): readonly number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

function vector(items: readonly (readonly number[])[]): readonly number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function name(text: string): readonly number[] {
  return vector(Array.from(text, (character) => [character.charCodeAt(0)]));
}

function section(id: number, content: readonly number[]): readonly number[] {
  return [id, ...unsigned(content.length), ...content];
}
