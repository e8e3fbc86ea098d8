/** Bytes as a hex dump, sixteen a line. Pure. */

export const bytesPerLine = 16;

export interface HexLine {
  /** Where the line begins, in hex. */
  readonly offset: string;
  readonly hex: string;
  /** Bytes that are printable ASCII, a dot for any other. */
  readonly text: string;
}

export function hexLineCount(bytes: Uint8Array): number {
  return Math.ceil(bytes.length / bytesPerLine);
}

export function hexLine(bytes: Uint8Array, index: number): HexLine {
  const start = index * bytesPerLine;
  const part = [...bytes.subarray(start, start + bytesPerLine)];
  return {
    offset: start.toString(16).padStart(6, '0'),
    hex: part.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
    text: part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
  };
}
