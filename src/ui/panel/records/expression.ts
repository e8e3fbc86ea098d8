/**
 * Expressions over a record in CEL, the Common Expression Language: `value.amount > 30000 && headers.source == "app"`.
 * CEL has no loops but over lists there are, and no way out of itself. Two things of the library are bounded here:
 * regular expressions go through RE2, and loops do not stand in each other but over parts of parts.
 */
import { Environment } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import type { StoredRecord } from '../../../client/model.ts';
import { textOf } from './recordBytes.ts';
import type { RecordTest } from './recordStore.ts';
import type { FilterError } from './recordsMessages.ts';

/** Longer values are text to an expression, as is what is no JSON. */
const longestJson = 256 * 1024;
const keptPatterns = 20;

const loops: readonly unknown[] = ['all', 'exists', 'exists_one', 'map', 'filter'];

/** A test that is false where the expression cannot be worked out, e.g. since the value has no such field. */
export function compileExpression(
  text: string,
): { readonly test: RecordTest } | { readonly error: FilterError } {
  try {
    const evaluate = environment.parse(text);
    prepare(evaluate.ast as Node, []);
    const checked = evaluate.check();
    if (!checked.valid) {
      return invalid(checked.error);
    }
    if (checked.type !== 'bool' && checked.type !== 'dyn') {
      return { error: { kind: 'result', detail: checked.type ?? '' } };
    }
    return { test: (record) => isTrue(() => evaluate(new RecordFields(record) as object)) };
  } catch (error) {
    return invalid(error);
  }
}

/** What an expression may name. Each is worked out when it is asked for: most expressions need no JSON. */
class RecordFields {
  readonly #record: StoredRecord;

  constructor(record: StoredRecord) {
    this.#record = record;
  }

  get key(): string | null {
    const { key } = this.#record;
    return key && textOf(key);
  }

  get value(): unknown {
    const { value } = this.#record;
    if (value === null) {
      return null;
    }
    const text = textOf(value);
    return value.length > longestJson ? text : (parsedJson(text) ?? text);
  }

  get headers(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#record.headers.map(({ key, value }) => [key, textOf(value)]));
  }

  get offset(): bigint {
    return BigInt(this.#record.offset);
  }

  get partition(): bigint {
    return BigInt(this.#record.partition);
  }

  get timestamp(): Date {
    return new Date(this.#record.timestamp);
  }

  get size(): bigint {
    return BigInt(this.#record.size);
  }

  get tombstone(): boolean {
    return this.#record.value === null;
  }
}

const environment = createEnvironment();

function createEnvironment(): Environment {
  const limits = {
    maxAstNodes: 500,
    maxDepth: 50,
    maxListElements: 200,
    maxMapEntries: 50,
    maxCallArguments: 16,
  };
  const made = new Environment({ homogeneousAggregateLiterals: false, enableOptionalTypes: true, limits })
    .registerVariable('key', 'dyn')
    .registerVariable('value', 'dyn')
    .registerVariable('headers', 'map')
    .registerVariable('offset', 'int')
    .registerVariable('partition', 'int')
    .registerVariable('timestamp', 'google.protobuf.Timestamp')
    .registerVariable('size', 'int')
    .registerVariable('tombstone', 'bool')
    .registerFunction('string.matchesPattern(string): bool', matchesPattern);
  // JSON has one kind of number, a double: whole numbers of an expression are taken along.
  const operators: Readonly<Record<string, (one: number, other: number) => number>> = {
    '+': (one, other) => one + other,
    '-': (one, other) => one - other,
    '*': (one, other) => one * other,
    '/': (one, other) => one / other,
  };
  for (const [operator, work] of Object.entries(operators)) {
    made.registerOperator(`double ${operator} int`, (one: number, other: bigint) => work(one, Number(other)));
    made.registerOperator(`int ${operator} double`, (one: bigint, other: number) => work(Number(one), other));
  }
  return made;
}

interface Node {
  readonly op: string;
  args: unknown;
}

/**
 * Sends `matches` through RE2, and refuses loops in loops that go over anything but a part of what the outer one
 * is at: those take the time of a list's length squared.
 */
function prepare(node: Node, variables: readonly string[]): void {
  const { op, args } = node;
  if (op === 'rcall' && Array.isArray(args)) {
    const call: unknown[] = args;
    const [name, receiver] = call;
    if (name === 'matches') {
      call[0] = 'matchesPattern';
    }
    if (loops.includes(name)) {
      const root = rootOf(receiver);
      if (variables.length > 0 && (root === undefined || !variables.includes(root))) {
        throw new Error(`${String(name)}() in a loop must go over a part of what the loop is at`);
      }
      const variable = nodesIn(call[2])[0]?.args;
      prepareAll(receiver, variables);
      prepareAll(call[2], typeof variable === 'string' ? [...variables, variable] : variables);
      return;
    }
    if (name === 'bind') {
      throw new Error('bind() cannot be used here');
    }
  }
  prepareAll(args, variables);
}

function prepareAll(value: unknown, variables: readonly string[]): void {
  for (const node of nodesIn(value)) {
    prepare(node, variables);
  }
}

function nodesIn(value: unknown): readonly Node[] {
  if (Array.isArray(value)) {
    return value.flatMap(nodesIn);
  }
  return typeof value === 'object' && value !== null && 'op' in value ? [value as Node] : [];
}

/** `o` of `o.items[0].tags`; undefined for anything that is worked out. */
function rootOf(value: unknown): string | undefined {
  const [node] = nodesIn(value);
  if (node?.op === 'id') {
    return typeof node.args === 'string' ? node.args : undefined;
  }
  const isPart = node !== undefined && ['.', '.?', '[]', '[?]'].includes(node.op);
  return isPart && Array.isArray(node.args) ? rootOf((node.args as readonly unknown[])[0]) : undefined;
}

const patterns = new Map<string, RE2JS>();

function matchesPattern(text: string, pattern: string): boolean {
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    compiled = RE2JS.compile(pattern);
    if (patterns.size >= keptPatterns) {
      patterns.clear();
    }
    patterns.set(pattern, compiled);
  }
  return compiled.test(text);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTrue(work: () => unknown): boolean {
  try {
    return work() === true;
  } catch {
    return false;
  }
}

/** The library's messages go on with a drawing of the place; its first line says what is wrong. */
function invalid(error: unknown): { readonly error: FilterError } {
  const message = error instanceof Error ? error.message : String(error);
  return { error: { kind: 'expression', detail: message.split('\n')[0] ?? '' } };
}
