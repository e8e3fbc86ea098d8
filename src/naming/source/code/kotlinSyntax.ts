/** How Kotlin is read: its nodes as the expressions and declarations of `program.ts`. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { standsFor } from './callWords.ts';
import { handedOver, partOfPair } from './handedOver.ts';
import { injectedBy } from './javaSyntax.ts';
import { ownerAround, type Place, scopeAround } from './places.ts';
import {
  type Argument,
  anyElement,
  type Call,
  type Expression,
  lastName,
  methodCall,
  simpleType,
  type Text,
} from './program.ts';
import { around, field, type Notes, named, type ReadExpression, type Syntax } from './readProgram.ts';

export const kotlinSyntax: Syntax = { expression, note };

const classes = new Set(['class_declaration', 'object_declaration']);
const functions = new Set(['function_declaration', 'secondary_constructor', 'lambda_literal', 'getter']);
const scopes = new Set([...classes, ...functions, 'block', 'for_statement', 'source_file']);
const types = new Set(['user_type', 'nullable_type', 'function_type', 'modifiers']);

function expression(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  const children = () => named(node);
  switch (node.type) {
    case 'string_literal':
    case 'multiline_string_literal':
      return textOf(node, of);
    case 'identifier':
    case 'this_expression':
      return { kind: 'reference', name: node.text, at };
    case 'user_type':
      return {
        kind: 'reference',
        name: children().findLast(({ type }) => type === 'identifier')?.text ?? '',
        at,
      };
    case 'navigation_expression': {
      const [owner, ...rest] = children();
      return { kind: 'member', of: of(owner), name: rest.at(-1)?.text ?? '', at };
    }
    case 'call_expression':
      return callOf(node, of);
    case 'constructor_invocation':
      return { kind: 'call', form: 'new', callee: of(children()[0]), arguments: argumentsOf(node, of), at };
    case 'annotation': {
      const [made] = children();
      const callee = of(made?.type === 'constructor_invocation' ? named(made)[0] : made);
      return {
        kind: 'call',
        form: 'annotation',
        callee,
        arguments: made === undefined ? [] : argumentsOf(made, of),
        at,
      };
    }
    case 'collection_literal':
      return { kind: 'sequence', items: children().map(of) };
    case 'spread_expression':
    case 'parenthesized_expression':
    case 'unary_expression':
    case 'as_expression':
    case 'return_expression':
      return of(children()[0]);
    case 'lambda_literal':
    case 'block':
    case 'annotated_lambda':
      return of(children().at(-1));
    case 'index_expression':
      return atKey(node, 'get', [], of);
    case 'assignment':
      return put(node, of);
    case 'infix_expression': {
      const [left, operator, right] = children();
      if (operator?.text !== 'to') return undefined;
      const callee: Expression = { kind: 'reference', name: 'Pair', at };
      const given = [{ value: of(left) }, { value: of(right) }];
      return { kind: 'call', form: 'new', callee, arguments: given, at };
    }
    default:
      return chosen(node, of);
  }
}

/** Expressions that are one of several, or put together. */
function chosen(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  switch (node.type) {
    case 'binary_expression': {
      const operands = [of(field(node, 'left')), of(field(node, 'right'))];
      const operator = field(node, 'operator')?.text;
      if (operator === '+') return { kind: 'joined', parts: operands };
      return operator === '?:' ? { kind: 'choice', options: operands } : undefined;
    }
    case 'if_expression':
      return { kind: 'choice', options: named(node).slice(1).map(of) };
    case 'when_expression': {
      const entries = named(node).filter(({ type }) => type === 'when_entry');
      return { kind: 'choice', options: entries.map((entry) => of(named(entry).at(-1))) };
    }
    case 'try_expression':
      return { kind: 'choice', options: named(node).map((child) => of(child)) };
    default:
      return undefined;
  }
}

/** `topics[kind]`, and `topics[kind] = "orders"`: calls by another name. */
function atKey(
  node: SyntaxNode,
  name: 'get' | 'put',
  value: readonly Expression[],
  of: ReadExpression,
): Expression {
  const [owner, ...keys] = named(node);
  return methodCall(of(owner), name, [...keys.map(of), ...value], node.startIndex);
}

function put(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const left = field(node, 'left');
  return left?.type === 'index_expression' ? atKey(left, 'put', [of(field(node, 'right'))], of) : undefined;
}

/** What looks like a function with a capital letter makes something. */
function callOf(node: SyntaxNode, of: ReadExpression): Expression {
  const callee = of(named(node)[0]);
  const name = lastName(callee) ?? '';
  const given = argumentsOf(node, of);
  if (standsFor.test(name) && given.length === 0) {
    const type = node.descendantsOfType('user_type')[0];
    const made = of(type);
    if (made.kind === 'reference')
      return { kind: 'call', form: 'new', callee: made, arguments: [], at: node.startIndex };
  }
  const form: Call['form'] = /^[A-Z]/.test(name) ? 'new' : 'call';
  return { kind: 'call', form, callee, arguments: given, at: node.startIndex };
}

function argumentsOf(node: SyntaxNode, of: ReadExpression): readonly Argument[] {
  return named(node).flatMap((child): readonly Argument[] => {
    if (child.type === 'annotated_lambda') return [{ value: of(child) }];
    if (child.type !== 'value_arguments') return [];
    return named(child).map((argument) => {
      const [name, value] = named(argument);
      const isNamed = argument.children.some((one) => one?.type === '=');
      return isNamed ? { name: name?.text ?? '', value: of(value) } : { value: of(name) };
    });
  });
}

/** A literal, or what it is put together from; `\$` begins a placeholder of Spring's and stays as it is written. */
function textOf(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const quotes = node.type === 'string_literal' ? 1 : 3;
  const start = node.startIndex + quotes;
  const inside = node.text.slice(quotes, -quotes);
  if (inside.includes('\n')) return undefined;
  const interpolations = named(node).filter(({ type }) => type === 'interpolation');
  const parts: Expression[] = [];
  let from = 0;
  const literal = (to: number) => {
    if (to > from) parts.push(plain(inside.slice(from, to), start + from));
  };
  for (const { 0: whole, 1: name, index } of inside.matchAll(/(?<!\\)\$(?:\{[^}]*\}|([A-Za-z_]\w*))/g)) {
    literal(index);
    const filled = interpolations.find(({ startIndex }) => startIndex === start + index);
    const at = start + index + 1;
    parts.push(name === undefined ? of(filled && named(filled)[0]) : { kind: 'reference', name, at });
    from = index + whole.length;
  }
  if (parts.length === 0) return plain(inside, start);
  literal(inside.length);
  return { kind: 'joined', parts };
}

function plain(value: string, start: number): Text {
  return { kind: 'text', value, start, end: start + value.length };
}

function note(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  switch (node.type) {
    case 'import': {
      const [path, alias] = named(node);
      const module = path?.text ?? '';
      const local = alias?.text ?? module.split('.').at(-1) ?? '';
      notes.import(node.text.endsWith('*') ? { module } : { module, local });
      break;
    }
    case 'property_declaration':
      property(node, notes, of);
      break;
    case 'for_statement': {
      const [variable, list] = named(node);
      if (variable !== undefined) bound(variable, node, { elementsOf: of(list) }, notes);
      break;
    }
    case 'lambda_literal':
      lambda(node, notes, of);
      break;
    case 'assignment':
      assigned(node, notes, of);
      break;
    case 'class_parameter':
      classParameter(node, notes, of);
      break;
    case 'parameter':
      parameter(node, notes, of);
      break;
    case 'enum_entry': {
      const owner = ownerOf(node);
      const callee = { kind: 'reference', name: owner.owner ?? '', at: node.startIndex } as const;
      const given = argumentsOf(node, of);
      const value = { kind: 'call', form: 'new', callee, arguments: given, at: node.startIndex } as const;
      notes.declare({ name: named(node)[0]?.text ?? '', ...owner, type: owner.owner ?? '', value });
      break;
    }
    case 'function_declaration':
      function_(node, notes, of);
      break;
  }
}

/** A variable, or two in brackets, that each element is given to. */
function bound(
  variable: SyntaxNode,
  home: SyntaxNode,
  { elementsOf }: { readonly elementsOf: Expression },
  notes: Notes,
): void {
  const scope = { from: home.startIndex, to: home.endIndex };
  const at = home.startIndex;
  if (variable.type !== 'multi_variable_declaration') {
    const value: Expression = { kind: 'member', of: elementsOf, name: anyElement, at };
    notes.declare({ name: nameOf(variable), ...scope, value });
    return;
  }
  for (const [index, half] of named(variable).entries())
    notes.declare({ name: nameOf(half), ...scope, value: partOfPair(elementsOf, index, at) });
}

/** What the call that the lambda is given to hands over: to its parameters, else to `it`. */
function lambda(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const call = around(node, new Set(['call_expression']));
  const made = of(call);
  if (made.kind !== 'call' || made.callee.kind !== 'member') return;
  const { callee } = made;
  const list = named(node).find(({ type }) => type === 'lambda_parameters');
  const parameters = list === undefined ? [] : named(list);
  const scope = { from: node.startIndex, to: node.endIndex };
  const [first] = parameters;
  if (first?.type === 'multi_variable_declaration') {
    if (handedOver(callee, 0, 1) !== undefined) bound(first, node, { elementsOf: callee.of }, notes);
    return;
  }
  const names = first === undefined ? ['it'] : parameters.map((one) => nameOf(one));
  for (const [index, name] of names.entries()) {
    const value = handedOver(callee, index, names.length);
    if (value !== undefined) notes.declare({ name, ...scope, value });
  }
}

function property(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const children = named(node);
  const at = children.findIndex(({ type }) => type === 'variable_declaration');
  const variable = children[at];
  if (variable === undefined) return;
  const type = named(variable).find((child) => types.has(child.type));
  const after = children.slice(at + 1).find((child) => !types.has(child.type));
  const value = after === undefined ? injected(node, of) : writtenValue(after, of);
  const isMember = node.parent?.type.endsWith('class_body') === true;
  notes.declare({
    name: nameOf(variable),
    ...(isMember ? ownerOf(node) : scopeOf(node)),
    ...(type === undefined ? {} : { type: type.text }),
    ...(value === undefined ? {} : { value }),
  });
}

/** After the name: `= value`, `by lazy { value }`, `get() = value`. */
function writtenValue(node: SyntaxNode, of: ReadExpression): Expression {
  if (node.type === 'property_delegate') return of(named(node)[0]);
  if (node.type !== 'getter') return of(node);
  const body = named(node).find(({ type }) => type === 'function_body');
  return of(body && named(body)[0]);
}

function assigned(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const left = field(node, 'left');
  const value = of(field(node, 'right'));
  if (left?.type === 'navigation_expression' && left.text.startsWith('this.')) {
    notes.declare({ name: named(left).at(-1)?.text ?? '', ...ownerOf(node), value });
  } else if (left?.type === 'identifier' && value.kind !== 'other') {
    const home = around(node, functions);
    const scope = home === undefined ? scopeOf(node) : { from: home.startIndex, to: home.endIndex };
    notes.declare({ name: left.text, ...scope, value, isAssignment: true });
  }
}

function classParameter(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const owner = ownerOf(node);
  const children = named(node);
  const at = children.findIndex(({ type }) => type === 'identifier');
  const type = children.slice(at).find((child) => types.has(child.type));
  const fallback = children.slice(at + 1).find((child) => !types.has(child.type));
  const options = [injected(node, of), fallback && of(fallback)].filter((one) => one !== undefined);
  const siblings = node.parent === null ? [] : named(node.parent);
  const index = siblings.findIndex(({ id }) => id === node.id);
  notes.declare({
    name: children[at]?.text ?? '',
    ...owner,
    parameter: { of: owner.owner ?? '', index },
    value: { kind: 'choice', options },
    ...(type === undefined ? {} : { type: type.text }),
  });
}

function parameter(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const home = around(node, functions);
  if (home === undefined || node.parent === null) return;
  const siblings = named(node.parent);
  const place = siblings.findIndex(({ id }) => id === node.id);
  const next = siblings[place + 1];
  const hasDefault = next !== undefined && next.type !== 'parameter' && next.type !== 'parameter_modifiers';
  const type = named(node).find((child) => types.has(child.type));
  notes.declare({
    name: named(node)[0]?.text ?? '',
    from: home.startIndex,
    to: home.endIndex,
    parameter: {
      of: field(home, 'name')?.text ?? '',
      index: siblings.filter((one) => one.type === 'parameter').findIndex(({ id }) => id === node.id),
    },
    ...(type === undefined ? {} : { type: type.text }),
    ...(hasDefault ? { value: of(next) } : {}),
  });
}

function function_(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const body = named(node).find(({ type }) => type === 'function_body');
  const inside = body === undefined ? undefined : named(body)[0];
  const returned = node.descendantsOfType('return_expression').map((one) => of(one));
  const options = inside === undefined || inside.type === 'block' ? returned : [of(inside)];
  const isMember = node.parent?.type.endsWith('class_body') === true;
  const scope = isMember ? ownerOf(node) : scopeOf(node);
  const name = field(node, 'name');
  // An extension is called on what it extends.
  const extended = named(node).find(
    ({ type, endIndex }) => type === 'user_type' && endIndex <= (name?.startIndex ?? 0),
  );
  notes.declare({
    name: name?.text ?? '',
    ...scope,
    ...(extended === undefined ? {} : { owner: simpleType(extended.text) }),
    value: { kind: 'choice', options },
    isFunction: true,
  });
}

function injected(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const modifiers = named(node).find(({ type }) => type === 'modifiers');
  for (const annotation of modifiers === undefined ? [] : named(modifiers)) {
    const call = of(annotation);
    const value = call.kind === 'call' ? injectedBy(lastName(call.callee) ?? '', call.arguments) : undefined;
    if (value !== undefined) return value;
  }
  return undefined;
}

function nameOf(variable: SyntaxNode | undefined): string {
  const children = variable === undefined ? [] : named(variable);
  return children.find(({ type }) => type === 'identifier')?.text ?? '';
}

/** A companion's members are the class's. */
function ownerOf(node: SyntaxNode): Place {
  return ownerAround(node, classes, scopes);
}

function scopeOf(node: SyntaxNode): Place {
  return scopeAround(node, scopes);
}
