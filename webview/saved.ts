/** The pieces that reading back what a page has kept is made of: an older version may have written it. */

export type Fields = Readonly<Record<string, unknown>>;

export function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

export function text(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

export function isCount(value: unknown, minimum: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= minimum;
}
