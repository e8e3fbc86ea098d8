/** Template functions for tests: few, and a counter that the seed sets instead of randomness. */
import type { TemplateFunctions } from '../../../src/kafkaFile/template.ts';

export function countingFunctions(): TemplateFunctions {
  let next = 0;
  return {
    modules: new Map([
      ['string', new Set(['uuid'])],
      ['number', new Set(['int'])],
      ['helpers', new Set(['arrayElement'])],
      ['location', new Set(['point'])],
      ['date', new Set(['fail'])],
    ]),
    seed: (seed) => {
      next = seed;
    },
    call: (module, method, values) => {
      next += 1;
      switch (`${module}.${method}`) {
        case 'string.uuid':
          return `uuid${next}`;
        case 'number.int':
          return Number(values[0] ?? 1000) + next;
        case 'helpers.arrayElement':
          return Array.isArray(values[0]) ? values[0][next % values[0].length] : undefined;
        case 'location.point':
          return { x: 1, values };
        default:
          throw new Error(`${module}.${method} refuses`);
      }
    },
  };
}
