/** How Ruby is read: its nodes as the expressions and declarations of `program.ts`. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { type Argument, anyElement, type Entry, type Expression, other } from './program.ts';
import { around, field, type Notes, named, type ReadExpression, type Syntax, within } from './readProgram.ts';

export const rubySyntax: Syntax = { expression, note };

const classes = new Set(['class', 'module']);
const methods = new Set(['method', 'singleton_method']);
const blocks = new Set(['block', 'do_block']);
const scopes = new Set([...classes, ...methods, ...blocks, 'lambda', 'program']);

function expression(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'string':
    case 'delimited_symbol':
      return textOf(node, of);
    case 'chained_string':
      return { kind: 'joined', parts: named(node).map(of) };
    case 'simple_symbol':
      return { kind: 'text', value: node.text.slice(1), start: at + 1, end: node.endIndex };
    case 'bare_string':
    case 'bare_symbol':
      return { kind: 'text', value: node.text, start: at, end: node.endIndex };
    case 'identifier':
    case 'constant':
    case 'instance_variable':
    case 'class_variable':
    case 'global_variable':
    case 'self':
      return { kind: 'reference', name: node.text, at };
    case 'scope_resolution': {
      const name = field(node, 'name')?.text ?? '';
      const scope = field(node, 'scope');
      return scope === undefined
        ? { kind: 'reference', name, at }
        : { kind: 'member', of: of(scope), name, at };
    }
    case 'element_reference':
      return { kind: 'member', of: of(field(node, 'object')), name: indexOf(named(node)[1]), at };
    case 'array':
    case 'string_array':
    case 'symbol_array':
    case 'right_assignment_list':
      return { kind: 'sequence', items: named(node).map(of) };
    case 'hash':
      return { kind: 'mapping', entries: named(node).flatMap((child) => entriesOf(child, of)), at };
    case 'splat_argument':
    case 'return':
    case 'argument_list':
      return of(named(node)[0]);
    case 'assignment':
    case 'operator_assignment':
      return of(field(node, 'right'));
    case 'block_argument':
    case 'lambda':
    case 'block':
    case 'do_block':
      return of(field(node, 'body'));
    default:
      return branches(node, of) ?? called(node, of);
  }
}

function branches(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  switch (node.type) {
    case 'conditional':
    case 'if':
    case 'unless':
    case 'elsif':
      return { kind: 'choice', options: [of(field(node, 'consequence')), of(field(node, 'alternative'))] };
    case 'case': {
      const arms = named(node).filter(({ type }) => type === 'when' || type === 'else');
      return { kind: 'choice', options: arms.map((arm) => of(field(arm, 'body') ?? arm)) };
    }
    case 'then':
    case 'else':
    case 'begin':
    case 'parenthesized_statements':
    case 'body_statement':
    case 'block_body':
      // What is said last is the value.
      return of(named(node).at(-1));
    case 'binary': {
      const sides = [of(field(node, 'left')), of(field(node, 'right'))];
      const operator = field(node, 'operator')?.type ?? '';
      if (operator === '%') return formatted(sides, node.startIndex);
      if (operator === '||' || operator === 'or') return { kind: 'choice', options: sides };
      if (operator !== '+') return undefined;
      return sides.some(({ kind }) => kind === 'sequence')
        ? { kind: 'sequence', items: sides }
        : { kind: 'joined', parts: sides };
    }
    default:
      return undefined;
  }
}

/** `"orders.%s" % region` is a call of `format` by another name. */
function formatted([template = other, fill = other]: readonly Expression[], at: number): Expression {
  const callee = { kind: 'member', of: template, name: 'format', at } as const;
  const given = fill.kind === 'sequence' ? fill.items : [fill];
  return { kind: 'call', form: 'call', callee, arguments: given.map((value) => ({ value })), at };
}

function called(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  if (node.type !== 'call' && node.type !== 'super') return undefined;
  const at = node.startIndex;
  const receiver = field(node, 'receiver');
  const name = field(node, 'method')?.text ?? node.type;
  const given = argumentsOf(node, of);
  if (name === 'new' && receiver !== undefined)
    return { kind: 'call', form: 'new', callee: of(receiver), arguments: given, at };
  const callee: Expression =
    receiver === undefined ? { kind: 'reference', name, at } : { kind: 'member', of: of(receiver), name, at };
  return { kind: 'call', form: 'call', callee, arguments: given, at };
}

/** Methods whose block makes a value that they give back. */
const takesValueOfBlock = /^(?:fetch|map|flat_map|collect|filter_map)$/;

function argumentsOf(node: SyntaxNode, of: ReadExpression): readonly Argument[] {
  const list = field(node, 'arguments');
  const given = (list === undefined ? [] : named(list)).flatMap((argument): Argument[] => {
    if (argument.type === 'pair')
      return entriesOf(argument, of).map(({ key, value }) => ({ name: key, value }));
    if (argument.type !== 'hash_splat_argument') return [{ value: of(argument) }];
    const spread = of(named(argument)[0]);
    return spread.kind === 'mapping' ? spread.entries.map(({ key, value }) => ({ name: key, value })) : [];
  });
  const block = field(node, 'block');
  return block !== undefined && takesValueOfBlock.test(field(node, 'method')?.text ?? '')
    ? [...given, { value: of(block) }]
    : given;
}

function entriesOf(node: SyntaxNode, of: ReadExpression): readonly Entry[] {
  const key = field(node, 'key');
  if (node.type !== 'pair' || key === undefined) return [];
  const written = field(node, 'value');
  const inside = of(key);
  const name = inside.kind === 'text' ? inside.value : key.text;
  // `topic:` alone is the variable of that name.
  const value: Expression =
    written === undefined ? { kind: 'reference', name, at: node.startIndex } : of(written);
  return [{ key: name, ...(inside.kind === 'text' ? { text: inside } : {}), value }];
}

/** Literals with escapes are no names. */
function textOf(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const parts = named(node);
  if (parts.some(({ type }) => type === 'escape_sequence')) return undefined;
  const texts = parts.map(
    (part): Expression =>
      part.type === 'interpolation'
        ? of(named(part)[0])
        : { kind: 'text', value: part.text, start: part.startIndex, end: part.endIndex },
  );
  const [only, ...more] = texts;
  return more.length === 0 && only?.kind === 'text' ? only : { kind: 'joined', parts: texts };
}

function indexOf(node: SyntaxNode | undefined): string {
  if (node?.type === 'simple_symbol') return node.text.slice(1);
  if (node?.type === 'string') return node.text.slice(1, -1);
  return node?.type === 'integer' ? node.text : anyElement;
}

function note(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  switch (node.type) {
    case 'constant':
      // Bundler requires a program's gems: that a constant is said is all there is of an import.
      if (!isDeclared(node)) notes.import({ module: node.text, local: node.text });
      break;
    case 'assignment':
    case 'operator_assignment':
      assigned(node, notes, of);
      break;
    case 'method':
    case 'singleton_method':
      method(node, notes, of);
      break;
    case 'block':
    case 'do_block':
      blockParameters(node, notes, of);
      break;
    case 'call':
      declaring(node, notes, of);
      break;
  }
}

/** True for the name of a class, and for names in another's: `Kafka` in `Shop::Kafka`. */
function isDeclared(node: SyntaxNode): boolean {
  const above = node.parent;
  if (above === null) return false;
  if (classes.has(above.type) && above.type !== 'superclass') return true;
  if (above.type === 'assignment') return field(above, 'left')?.id === node.id;
  return above.type === 'scope_resolution' && field(above, 'scope') !== undefined
    ? field(above, 'name')?.id === node.id
    : false;
}

function assigned(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (left?.type === 'left_assignment_list') {
    for (const [index, one] of named(left).entries()) {
      const value = { kind: 'member', of: of(right), name: String(index), at: node.startIndex } as const;
      notes.declare({ name: one.text, ...scopeOf(node), value });
    }
  } else if (left !== undefined && /variable$/.test(left.type)) {
    notes.declare({ name: left.text, ...ownerOf(node), value: of(right) });
  } else if (left?.type === 'identifier' || left?.type === 'constant') {
    notes.declare({ name: left.text, ...scopeOf(node), value: of(right) });
  }
}

function method(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const name = field(node, 'name')?.text ?? '';
  const home = ownerOf(node);
  const options = [...within(node, 'return', methods).map(of), of(field(node, 'body'))];
  notes.declare({ name, ...home, value: { kind: 'choice', options }, isFunction: true });
  const parameters = field(node, 'parameters');
  for (const [index, one] of (parameters === undefined ? [] : named(parameters)).entries()) {
    const written = field(one, 'value');
    notes.declare({
      name: (field(one, 'name') ?? one).text,
      from: node.startIndex,
      to: node.endIndex,
      ...(written === undefined ? {} : { value: of(written) }),
      parameter: { of: name === 'initialize' ? (home.owner ?? name) : name, index },
    });
  }
}

/** What `topics.each { |topic| … }` hands to its block. */
function blockParameters(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const parameters = field(node, 'parameters');
  const call = node.parent;
  if (parameters === undefined || call?.type !== 'call') return;
  const takesElements = /^(?:each\w*|map|flat_map|collect|filter_map|select|reject)$/;
  const receiver = field(call, 'receiver');
  const isElement = receiver !== undefined && takesElements.test(field(call, 'method')?.text ?? '');
  const list = of(receiver);
  for (const [index, one] of named(parameters).entries()) {
    const element = { kind: 'member', of: list, name: anyElement, at: node.startIndex } as const;
    notes.declare({
      name: (field(one, 'name') ?? one).text,
      from: node.startIndex,
      to: node.endIndex,
      // With two parameters the first takes the key of a hash, or an element beside its index or a memo.
      ...(isElement && index === (list.kind === 'mapping' ? 1 : 0) ? { value: element } : {}),
    });
  }
}

/** `require "kafka"`, `attr_reader :topic`, and RSpec's `let(:topic) { … }`. */
function declaring(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const name = field(node, 'method')?.text ?? '';
  const given = named(field(node, 'arguments') ?? node);
  const at = node.startIndex;
  if (/^attr_(?:reader|accessor)$/.test(name)) {
    for (const one of given)
      notes.declare({
        name: one.text.slice(1),
        ...ownerOf(node),
        value: { kind: 'reference', name: `@${one.text.slice(1)}`, at },
      });
  }
  // `require_relative "kafka/client"`
  const required = /^require/.test(name) ? of(given[0]) : other;
  if (required.kind === 'text') notes.import({ module: required.value });
  const block = field(node, 'block');
  if (/^let!?$/.test(name) && block !== undefined && given[0]?.type === 'simple_symbol')
    notes.declare({ name: given[0].text.slice(1), ...scopeOf(node), value: of(block) });
}

function ownerOf(node: SyntaxNode): { from: number; to: number; owner?: string } {
  const owner = around(node, classes);
  if (owner === undefined) return scopeOf(node);
  const name = field(owner, 'name')?.text.split('::').at(-1);
  return { from: owner.startIndex, to: owner.endIndex, ...(name === undefined ? {} : { owner: name }) };
}

function scopeOf(node: SyntaxNode): { from: number; to: number; owner?: string } {
  const scope = around(node, scopes);
  if (scope !== undefined && classes.has(scope.type)) return ownerOf(node);
  return { from: scope?.startIndex ?? 0, to: scope?.endIndex ?? node.endIndex };
}
