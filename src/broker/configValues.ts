/** Values of configs as text: whether one is legal, how Kafka writes it down, and the items of a list. */
import type { ConfigDefinition } from './configDefinition.ts';

/** The numbers that a type holds. */
const ranges = {
  SHORT: [-(2n ** 15n), 2n ** 15n - 1n],
  INT: [-(2n ** 31n), 2n ** 31n - 1n],
  LONG: [-(2n ** 63n), 2n ** 63n - 1n],
} as const;

/**
 * @returns why Kafka refuses the value, in Kafka's words, or undefined when it is legal
 */
export function illegalConfigReason(definition: ConfigDefinition, value: string): string | undefined {
  const { name, type } = definition;
  const refuse = (what: string, why: string): string =>
    `Invalid value ${what} for configuration ${name}: ${why}`;
  if (!isOfType(definition, value)) {
    const why =
      type === 'BOOLEAN' ? 'Expected value to be either true or false' : `Not a number of type ${type}`;
    return refuse(value, why);
  }
  const legalText = canonicalValue(definition, value);
  if (type === 'STRING' || type === 'LIST') {
    const { values } = definition;
    const wrong = (type === 'LIST' ? splitList(value) : [legalText]).find(
      (item) => values?.includes(item) === false,
    );
    if (wrong !== undefined) return refuse(wrong, `String must be one of: ${values?.join(', ')}`);
  } else {
    const why = rangeReason(definition, Number(legalText));
    if (why !== undefined) return refuse(legalText, why);
  }
  const why = definition.illegal?.(legalText);
  return why === undefined ? undefined : refuse(type === 'LIST' ? `[${legalText}]` : legalText, why);
}

/** A legal value as Kafka shows it, whatever blanks, case or leading zeros it was set with. */
export function canonicalValue({ type }: ConfigDefinition, value: string): string {
  const text = value.trim();
  switch (type) {
    case 'BOOLEAN':
      return text.toLowerCase();
    case 'SHORT':
    case 'INT':
    case 'LONG':
      return BigInt(text.replace(/^\+/, '')).toString();
    case 'DOUBLE':
      return Number.isInteger(Number(text)) ? Number(text).toFixed(1) : String(Number(text));
    case 'LIST':
      return [...new Set(splitList(value))].join(',');
    case 'STRING':
      return text;
  }
}

/** The items of a LIST config. */
export function splitList(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function isOfType({ type }: ConfigDefinition, value: string): boolean {
  const text = value.trim();
  switch (type) {
    case 'BOOLEAN':
      return /^(true|false)$/i.test(text);
    case 'SHORT':
    case 'INT':
    case 'LONG': {
      if (!/^[+-]?\d+$/.test(text)) return false;
      const [least, most] = ranges[type];
      const number = BigInt(text.replace(/^\+/, ''));
      return number >= least && number <= most;
    }
    case 'DOUBLE':
      return text !== '' && !Number.isNaN(Number(text));
    case 'LIST':
    case 'STRING':
      return true;
  }
}

function rangeReason({ min, max }: ConfigDefinition, value: number): string | undefined {
  if (min !== undefined && value < min) return `Value must be at least ${min}`;
  if (max !== undefined && value > max) return `Value must be no more than ${max}`;
  return undefined;
}
