/** How Go is read: its nodes as the expressions and declarations of `program.ts`. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { type Place, scopeAround } from './places.ts';
import {
  type Argument,
  anyElement,
  type Entry,
  type Expression,
  type Mapping,
  methodCall,
} from './program.ts';
import { around, field, type Notes, named, type ReadExpression, type Syntax } from './readProgram.ts';

export const goSyntax: Syntax = { expression, note };

const functions = new Set(['function_declaration', 'method_declaration', 'func_literal']);
const scopes = new Set([...functions, 'block', 'for_statement', 'if_statement', 'source_file']);

function expression(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return { kind: 'text', value: node.text.slice(1, -1), start: at + 1, end: node.endIndex - 1 };
    case 'identifier':
    case 'field_identifier':
    case 'package_identifier':
    case 'type_identifier':
      return { kind: 'reference', name: node.text, at };
    case 'qualified_type':
      return { kind: 'member', of: of(field(node, 'package')), name: field(node, 'name')?.text ?? '', at };
    case 'selector_expression':
      return { kind: 'member', of: of(field(node, 'operand')), name: field(node, 'field')?.text ?? '', at };
    case 'index_expression':
      return { kind: 'member', of: of(field(node, 'operand')), name: keyOf(field(node, 'index')), at };
    case 'call_expression':
      return {
        kind: 'call',
        form: 'call',
        callee: of(field(node, 'function')),
        arguments: argumentsOf(node, of),
        at,
      };
    case 'const_spec':
    case 'var_spec':
      return typed(node, of);
    case 'composite_literal':
      return literal(field(node, 'type'), field(node, 'body'), of);
    case 'literal_value':
      return element(node, of);
    case 'assignment_statement':
      return setter(node, of);
    case 'binary_expression':
      return field(node, 'operator')?.text === '+'
        ? { kind: 'joined', parts: [of(field(node, 'left')), of(field(node, 'right'))] }
        : undefined;
    case 'unary_expression':
      return of(field(node, 'operand'));
    case 'parenthesized_expression':
    case 'literal_element':
    case 'return_statement':
    case 'expression_list':
    case 'variadic_argument':
      return of(named(node)[0]);
    default:
      return undefined;
  }
}

/** `topics["created"]`, `topics[0]`; with anything else any element may be meant. */
function keyOf(index: SyntaxNode | undefined): string {
  switch (index?.type) {
    case 'interpreted_string_literal':
      return index.text.slice(1, -1);
    case 'int_literal':
      return index.text;
    default:
      return anyElement;
  }
}

/** `var orders goka.Stream = "orders"` makes a stream of the text, as `goka.Stream("orders")` does. */
function typed(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const type = field(node, 'type');
  const value = field(node, 'value');
  if (type?.type !== 'qualified_type' || value === undefined) return undefined;
  return {
    kind: 'call',
    form: 'call',
    callee: of(type),
    arguments: [{ value: of(value) }],
    at: node.startIndex,
  };
}

function argumentsOf(node: SyntaxNode, of: ReadExpression): readonly Argument[] {
  const list = field(node, 'arguments');
  return list === undefined ? [] : named(list).map((argument) => ({ value: of(argument) }));
}

/** A list, a map or a struct; elements without a type of their own have that of the list's or map's elements. */
function literal(
  type: SyntaxNode | undefined,
  body: SyntaxNode | undefined,
  of: ReadExpression,
): Expression | undefined {
  if (body === undefined) return undefined;
  const elementType = field(type ?? body, 'element') ?? field(type ?? body, 'value');
  const elementOf = (element: SyntaxNode | undefined): Expression => {
    const [inside] = element === undefined ? [] : named(element);
    return of(inside);
  };
  const elements = named(body);
  const isNamedType = type?.type === 'type_identifier' || type?.type === 'qualified_type';
  const isEmptyStruct = isNamedType && elements.length === 0;
  const isKeyed = elements.some((one) => one.type === 'keyed_element');
  const names = isKeyed || type === undefined ? [] : fieldsOf(type);
  if (!isEmptyStruct && !isKeyed && names.length === 0) {
    return { kind: 'sequence', items: elements.map(elementOf) };
  }
  const entries = elements.map((element, index): Entry => {
    if (!isKeyed) return { key: names[index] ?? '', value: elementOf(element) };
    const key = field(element, 'key');
    const text = of(key);
    const value = elementOf(field(element, 'value'));
    return text.kind === 'text' ? { key: text.value, text, value } : { key: key?.text ?? '', value };
  });
  const isStruct = elementType === undefined && type !== undefined;
  const mapping: Mapping = { kind: 'mapping', entries, at: body.startIndex };
  return isStruct ? { ...mapping, type: type.text } : mapping;
}

/** The names of a struct's fields in their order, where the file tells them. */
function fieldsOf(type: SyntaxNode): readonly string[] {
  const struct = type.type === 'struct_type' ? type : declaredStruct(type);
  const fields = struct?.descendantsOfType('field_declaration') ?? [];
  return fields.flatMap((one) =>
    (one?.childrenForFieldName('name') ?? []).flatMap((name) => (name === null ? [] : [name.text])),
  );
}

function declaredStruct(type: SyntaxNode): SyntaxNode | undefined {
  if (type.type !== 'type_identifier') return undefined;
  const file = around(type, new Set(['source_file']));
  const declared = file?.namedChildren
    .filter((one) => one?.type === 'type_declaration')
    .flatMap((one) => one?.namedChildren ?? [])
    .find((one) => one?.childForFieldName('name')?.text === type.text);
  const struct = declared?.childForFieldName('type') ?? undefined;
  return struct?.type === 'struct_type' ? struct : undefined;
}

/** `{Topic: "orders"}` in a list: a struct of the type that the list says. */
function element(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const holder = around(node, new Set(['composite_literal']));
  const body = holder === undefined ? undefined : field(holder, 'body');
  const above = node.parent?.parent;
  const isElement = above?.id === body?.id || above?.parent?.id === body?.id;
  const type = holder === undefined ? undefined : field(holder, 'type');
  const elementType = type === undefined ? undefined : (field(type, 'element') ?? field(type, 'value'));
  return isElement && elementType !== undefined ? literal(bare(elementType), node, of) : undefined;
}

/** `message.Topic = "orders"` is read as a call of what sets the field: `Topic=`; `topics["created"] = "orders"` as one of `put`. */
function setter(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const [left] = listOf(field(node, 'left'));
  const [right] = listOf(field(node, 'right'));
  if (left?.type === 'index_expression' && right !== undefined) {
    const given = [of(field(left, 'index')), of(right)];
    return methodCall(of(field(left, 'operand')), 'put', given, left.startIndex);
  }
  if (left?.type !== 'selector_expression' || right === undefined) return undefined;
  const name = `${field(left, 'field')?.text ?? ''}=`;
  const callee: Expression = { kind: 'member', of: of(field(left, 'operand')), name, at: node.startIndex };
  return { kind: 'call', form: 'call', callee, arguments: [{ value: of(right) }], at: node.startIndex };
}

/** `*Config` → `Config` */
function bare(type: SyntaxNode | undefined): SyntaxNode | undefined {
  return type?.type === 'pointer_type' ? named(type)[0] : type;
}

function note(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  switch (node.type) {
    case 'import_spec': {
      const module = field(node, 'path')?.text.slice(1, -1) ?? '';
      notes.import({ module, local: field(node, 'name')?.text ?? packageOf(module) });
      break;
    }
    case 'const_spec':
    case 'var_spec':
      variables(
        node,
        named(node).filter((one) => one.type === 'identifier'),
        field(node, 'value'),
        notes,
        of,
      );
      break;
    case 'short_var_declaration':
    case 'assignment_statement':
      variables(node, listOf(field(node, 'left')), field(node, 'right'), notes, of);
      break;
    case 'range_clause':
      ranged(node, notes, of);
      break;
    case 'parameter_declaration':
      parameters(node, notes);
      break;
    case 'field_declaration':
      structField(node, notes);
      break;
    case 'composite_literal':
      structFields(node, notes, of);
      break;
    case 'function_declaration':
    case 'method_declaration':
      function_(node, notes, of);
      break;
    case 'call_expression':
      flag(node, notes, of);
      break;
  }
}

/** `flag.StringVar(&topic, "topic", "orders", "what it is")`: what a variable holds when nobody says otherwise. */
function flag(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const callee = field(node, 'function');
  const name = callee === undefined ? undefined : field(callee, 'field')?.text;
  if (name === undefined || !/^String\w*VarP?$/.test(name)) return;
  const list = field(node, 'arguments');
  const [variable, ...rest] = list === undefined ? [] : named(list);
  const target = variable?.type === 'unary_expression' ? field(variable, 'operand') : undefined;
  const value = of(rest[name.endsWith('P') ? 2 : 1]);
  if (target?.type === 'identifier')
    for (const scope of [scopeOf(node), fileOf(node)]) notes.declare({ name: target.text, ...scope, value });
}

/** The name of a package by its path: `github.com/segmentio/kafka-go` is `kafka`, `…/sarama/v2` is `sarama`. */
function packageOf(path: string): string {
  const last = path.split('/').findLast((part) => !/^v\d+$/.test(part)) ?? path;
  return last.replace(/\.v\d+$/, '').replace(/^go-|-go$/, '');
}

function variables(
  node: SyntaxNode,
  names: readonly SyntaxNode[],
  right: SyntaxNode | undefined,
  notes: Notes,
  of: ReadExpression,
): void {
  const values = listOf(right);
  const type = field(node, 'type')?.text;
  // An assignment is another value of what the function has declared.
  const home = node.type === 'assignment_statement' ? around(node, functions) : undefined;
  const scope = home === undefined ? scopeOf(node) : { from: home.startIndex, to: home.endIndex };
  for (const [index, name] of names.entries()) {
    const value = values[index] ?? (values.length === 1 ? values[0] : undefined);
    if (name.type !== 'identifier' || name.text === '_') continue;
    notes.declare({
      name: name.text,
      ...scope,
      ...(type === undefined ? {} : { type }),
      ...(value === undefined ? {} : { value: of(value) }),
      ...(home === undefined ? {} : { isAssignment: true }),
    });
  }
}

/** `for key, topic := range topics`. */
function ranged(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const names = listOf(field(node, 'left'));
  const loop = around(node, new Set(['for_statement']));
  if (loop === undefined) return;
  const list = of(field(node, 'right'));
  const at = node.startIndex;
  const keys = methodCall(list, 'keys', [], at);
  for (const [index, name] of names.entries()) {
    const value: Expression = { kind: 'member', of: index === 0 ? keys : list, name: anyElement, at };
    notes.declare({ name: name.text, from: loop.startIndex, to: loop.endIndex, value });
  }
}

function parameters(node: SyntaxNode, notes: Notes): void {
  const home = around(node, functions);
  const list = node.parent;
  if (home === undefined || list === null) return;
  const isReceiver = field(home, 'receiver')?.id === list.id;
  const before = named(list).findIndex(({ id }) => id === node.id);
  const first = named(list)
    .slice(0, before)
    .reduce((sum, one) => sum + Math.max(1, one.childrenForFieldName('name').length), 0);
  const type = field(node, 'type')?.text ?? '';
  for (const [index, name] of node.childrenForFieldName('name').entries()) {
    if (name === null) continue;
    const parameter = { of: field(home, 'name')?.text ?? '', index: first + index };
    const scope = { from: home.startIndex, to: home.endIndex };
    notes.declare({ name: name.text, ...scope, type, ...(isReceiver ? {} : { parameter }) });
  }
}

function structField(node: SyntaxNode, notes: Notes): void {
  const owner = around(node, new Set(['type_spec']));
  const type = field(node, 'type')?.text ?? '';
  for (const name of node.childrenForFieldName('name')) {
    if (name === null || owner === undefined) continue;
    const value = taggedDefault(field(node, 'tag'));
    notes.declare({
      name: name.text,
      ...fileOf(node),
      owner: field(owner, 'name')?.text ?? '',
      type,
      ...(value === undefined ? {} : { value }),
    });
  }
}

/** `env:"TOPIC" envDefault:"orders"`: what libraries put into a field when nothing is set. */
function taggedDefault(tag: SyntaxNode | undefined): Expression | undefined {
  const found = /(?:envDefault|env-default|default):"([^"]+)"/.exec(tag?.text ?? '');
  if (found === null || tag === undefined) return undefined;
  const [whole, value = ''] = found;
  const end = tag.startIndex + found.index + whole.length - 1;
  return { kind: 'text', value, start: end - value.length, end };
}

/** `Config{Topic: "orders"}`: what the fields of the file's own structs hold. */
function structFields(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const owner = field(node, 'type');
  const made = of(node);
  if (owner?.type !== 'type_identifier' || made.kind !== 'mapping') return;
  for (const { key, value } of made.entries)
    notes.declare({ name: key, ...fileOf(node), owner: owner.text, value });
}

function function_(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const receiver = field(node, 'receiver');
  const owner = receiver?.descendantsOfType('type_identifier')[0]?.text;
  const returned = node.descendantsOfType('return_statement').map((one) => of(one));
  const result = field(node, 'result')?.descendantsOfType(['type_identifier', 'qualified_type'])[0]?.text;
  notes.declare({
    name: field(node, 'name')?.text ?? '',
    ...fileOf(node),
    value: { kind: 'choice', options: returned },
    isFunction: true,
    ...(owner === undefined ? {} : { owner }),
    ...(result === undefined ? {} : { type: result }),
  });
}

function listOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  if (node === undefined) return [];
  return node.type === 'expression_list' ? named(node) : [node];
}

function fileOf(node: SyntaxNode): { from: number; to: number } {
  const file = around(node, new Set(['source_file']));
  return { from: file?.startIndex ?? 0, to: file?.endIndex ?? node.endIndex };
}

function scopeOf(node: SyntaxNode): Place {
  return scopeAround(node, scopes);
}
