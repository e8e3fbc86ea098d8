/** What IncrementalAlterConfigs does with one config: set it, take it back, add to a list or take from it (KIP-339). */

export interface AskedChange {
  readonly name: string;
  readonly configOperation: number;
  readonly value: string | null;
}

/** AlterConfigOp.OpType: their places are their codes. */
const operations = ['SET', 'DELETE', 'APPEND', 'SUBTRACT'] as const;

/** The code that sets a config. */
export const setOperation = operations.indexOf('SET');

export type ConfigOperation = (typeof operations)[number];

/** @returns undefined for a code that means nothing */
export function operationOf({ configOperation }: AskedChange): ConfigOperation | undefined {
  return operations[configOperation];
}

/**
 * @param before what is set, or the default
 * @returns what is set afterwards, null when nothing is
 */
export function valueAfter(operation: ConfigOperation, value: string | null, before: string): string | null {
  const items = before.split(',').filter((item) => item !== '');
  const named = (value ?? '').split(',');
  switch (operation) {
    case 'SET':
      return value;
    case 'DELETE':
      return null;
    case 'APPEND':
      return [...items, ...named.filter((item) => !items.includes(item))].join(',');
    case 'SUBTRACT':
      return items.filter((item) => !named.includes(item)).join(',');
  }
}
