/** How PHP is read: its nodes as the expressions and declarations of `program.ts`. Variables go by their names without `$`. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { entryPlace, ownerAround, type Place, scopeAround } from './places.ts';
import { type Argument, anyElement, type Entry, type Expression } from './program.ts';
import { around, field, type Notes, named, type ReadExpression, type Syntax, within } from './readProgram.ts';

export const phpSyntax: Syntax = { expression, note };

const classes = new Set([
  'class_declaration',
  'enum_declaration',
  'interface_declaration',
  'trait_declaration',
]);
const functions = new Set([
  'method_declaration',
  'function_definition',
  'anonymous_function',
  'arrow_function',
]);
const scopes = new Set([...classes, ...functions, 'program']);

function expression(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'string':
    case 'encapsed_string':
      return textOf(node, of);
    case 'variable_name':
    case 'name':
    case 'relative_scope':
    case 'qualified_name':
      return { kind: 'reference', name: bare(node.text), at };
    case 'member_access_expression':
    case 'nullsafe_member_access_expression':
      return { kind: 'member', of: of(field(node, 'object')), name: field(node, 'name')?.text ?? '', at };
    case 'scoped_property_access_expression':
      return {
        kind: 'member',
        of: of(field(node, 'scope')),
        name: bare(field(node, 'name')?.text ?? ''),
        at,
      };
    case 'class_constant_access_expression':
      return { kind: 'member', of: of(named(node)[0]), name: named(node)[1]?.text ?? '', at };
    case 'subscript_expression':
      return { kind: 'member', of: of(named(node)[0]), name: indexOf(named(node)[1]), at };
    case 'parenthesized_expression':
    case 'expression_statement':
    case 'return_statement':
    case 'variadic_unpacking':
    case 'clone_expression':
      return of(named(node)[0]);
    case 'cast_expression':
      return of(field(node, 'value'));
    case 'assignment_expression':
      return of(field(node, 'right'));
    case 'array_creation_expression':
      return array(node, of);
    case 'conditional_expression': {
      const options = [field(node, 'body') ?? field(node, 'condition'), field(node, 'alternative')];
      return { kind: 'choice', options: options.map(of) };
    }
    case 'match_expression': {
      const arms = named(field(node, 'body') ?? node);
      return { kind: 'choice', options: arms.map((arm) => of(field(arm, 'return_expression'))) };
    }
    case 'binary_expression':
      return binary(node, of);
    case 'arrow_function':
      return of(field(node, 'body'));
    case 'anonymous_function':
      return { kind: 'choice', options: within(node, 'return_statement', functions).map(of) };
    default:
      return called(node, of);
  }
}

/** `\RdKafka\Producer` and `$producer` by their last names. */
function bare(name: string): string {
  return name.replace(/^.*\\|^\$/, '');
}

function binary(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const sides = [of(field(node, 'left')), of(field(node, 'right'))];
  switch (field(node, 'operator')?.type) {
    case '.':
      return { kind: 'joined', parts: sides };
    case '??':
    case '||':
      return { kind: 'choice', options: sides };
    default:
      return undefined;
  }
}

function called(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  const given = argumentsOf(node, of);
  switch (node.type) {
    case 'function_call_expression':
      return { kind: 'call', form: 'call', callee: of(field(node, 'function')), arguments: given, at };
    case 'member_call_expression':
    case 'nullsafe_member_call_expression':
    case 'scoped_call_expression': {
      const receiver = of(field(node, 'object') ?? field(node, 'scope'));
      const callee = { kind: 'member', of: receiver, name: field(node, 'name')?.text ?? '', at } as const;
      return { kind: 'call', form: 'call', callee, arguments: given, at };
    }
    case 'object_creation_expression':
      return { kind: 'call', form: 'new', callee: of(named(node)[0]), arguments: given, at };
    case 'attribute':
      return { kind: 'call', form: 'annotation', callee: of(named(node)[0]), arguments: given, at };
    default:
      return undefined;
  }
}

function argumentsOf(node: SyntaxNode, of: ReadExpression): readonly Argument[] {
  const list =
    field(node, 'arguments') ??
    field(node, 'parameters') ??
    named(node).find(({ type }) => type === 'arguments');
  return (list === undefined ? [] : named(list)).map((argument) => {
    const name = field(argument, 'name');
    const value = of(named(argument).at(-1));
    return name === undefined ? { value } : { name: name.text, value };
  });
}

/** An array with keys is a mapping, one without is a list. */
function array(node: SyntaxNode, of: ReadExpression): Expression {
  const items = named(node).filter(({ type }) => type === 'array_element_initializer');
  if (items.some((item) => named(item).length > 1))
    return { kind: 'mapping', entries: items.flatMap((item) => entriesOf(item, of)), at: node.startIndex };
  return { kind: 'sequence', items: items.map((item) => of(named(item)[0])) };
}

function entriesOf(node: SyntaxNode, of: ReadExpression): readonly Entry[] {
  const [key, value] = named(node);
  if (key === undefined || value === undefined) return [];
  const inside = of(key);
  const text = inside.kind === 'text' ? inside : undefined;
  return [{ key: text?.value ?? key.text, ...(text === undefined ? {} : { text }), value: of(value) }];
}

/** Literals with escapes are no names. */
function textOf(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const parts = named(node);
  if (parts.some(({ type }) => type === 'escape_sequence')) return undefined;
  const texts = parts.map(
    (part): Expression =>
      part.type === 'string_content'
        ? { kind: 'text', value: part.text, start: part.startIndex, end: part.endIndex }
        : of(part),
  );
  const [only, ...more] = texts;
  return more.length === 0 && only?.kind === 'text' ? only : { kind: 'joined', parts: texts };
}

function indexOf(node: SyntaxNode | undefined): string {
  if (node?.type === 'string' || node?.type === 'encapsed_string') return node.text.slice(1, -1);
  return node?.type === 'integer' ? node.text : anyElement;
}

function note(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  switch (node.type) {
    case 'namespace_use_clause':
      imported(node, notes);
      break;
    case 'qualified_name':
      // A name in full is used without being imported.
      if (node.parent?.type !== 'namespace_use_clause')
        notes.import({ module: node.text.replace(/^\\/, ''), local: bare(node.text) });
      break;
    case 'const_element':
    case 'property_element': {
      const value = field(node, 'default_value') ?? named(node)[1];
      const type = node.parent === null ? undefined : field(node.parent, 'type')?.text;
      notes.declare({
        name: bare((field(node, 'name') ?? named(node)[0])?.text ?? ''),
        ...ownerOf(node),
        ...(type === undefined || value !== undefined ? {} : { type }),
        ...(value === undefined ? {} : { value: of(value) }),
      });
      break;
    }
    case 'enum_case':
      notes.declare({
        name: field(node, 'name')?.text ?? '',
        ...entryPlace(ownerOf(node)),
        value: of(field(node, 'value')),
      });
      break;
    case 'assignment_expression':
    case 'augmented_assignment_expression':
      assigned(node, notes, of);
      break;
    case 'foreach_statement':
      loop(node, notes, of);
      break;
    case 'function_call_expression':
      if (field(node, 'function')?.text === 'define') defined(node, notes, of);
      break;
    case 'method_declaration':
    case 'function_definition':
      function_(node, notes, of);
      break;
    case 'simple_parameter':
    case 'property_promotion_parameter':
    case 'variadic_parameter':
      parameter(node, notes, of);
      break;
  }
}

function imported(node: SyntaxNode, notes: Notes): void {
  const group = node.parent?.type === 'namespace_use_group' ? node.parent.parent : null;
  const prefix = group === null ? '' : `${named(group)[0]?.text ?? ''}\\`;
  const name = named(node)[0]?.text ?? '';
  notes.import({ module: prefix + name, local: field(node, 'alias')?.text ?? bare(name) });
}

function assigned(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const left = field(node, 'left');
  const value = of(field(node, 'right'));
  if (left?.type === 'variable_name') {
    notes.declare({ name: bare(left.text), ...scopeOf(node), value });
  } else if (left?.type === 'member_access_expression' && field(left, 'object')?.text === '$this') {
    notes.declare({ name: field(left, 'name')?.text ?? '', ...ownerOf(node), value });
  } else if (left?.type === 'scoped_property_access_expression') {
    notes.declare({ name: bare(field(left, 'name')?.text ?? ''), ...ownerOf(node), value });
  }
}

function loop(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const [list, target] = named(node);
  const [key, value] = target?.type === 'pair' ? named(target) : [undefined, target];
  const at = node.startIndex;
  const element = { kind: 'member', of: of(list), name: anyElement, at } as const;
  if (value !== undefined) notes.declare({ name: bare(value.text), ...scopeOf(node), value: element });
  if (key === undefined) return;
  const callee = { kind: 'reference', name: 'keys', at } as const;
  const keys = { kind: 'call', form: 'call', callee, arguments: [{ value: of(list) }], at } as const;
  notes.declare({
    name: bare(key.text),
    ...scopeOf(node),
    value: { kind: 'member', of: keys, name: anyElement, at },
  });
}

function defined(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const [name, value] = argumentsOf(node, of);
  if (name?.value.kind === 'text' && value !== undefined)
    notes.declare({ name: name.value.value, from: 0, to: Number.MAX_SAFE_INTEGER, value: value.value });
}

function function_(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const type = field(node, 'return_type')?.text;
  notes.declare({
    name: field(node, 'name')?.text ?? '',
    ...(node.type === 'method_declaration' ? ownerOf(node) : scopeOf(node)),
    ...(type === undefined ? {} : { type }),
    value: { kind: 'choice', options: within(node, 'return_statement', functions).map(of) },
    isFunction: true,
  });
}

function parameter(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const home = around(node, functions);
  if (home === undefined || node.parent === null) return;
  const owner = ownerOf(home).owner;
  const name = field(home, 'name')?.text;
  const type = field(node, 'type')?.text;
  const written = field(node, 'default_value');
  const index = named(node.parent).findIndex((one) => one.id === node.id);
  const of_ = name === '__construct' ? owner : name;
  const isProperty = node.type === 'property_promotion_parameter' && owner !== undefined;
  const element = elementOf(home, of);
  const options = [
    ...(written === undefined ? [] : [of(written)]),
    ...(element === undefined || index > 0 ? [] : [element]),
  ];
  const declaration = {
    name: bare(field(node, 'name')?.text ?? ''),
    ...(type === undefined ? {} : { type }),
    ...(options.length === 0 ? {} : { value: { kind: 'choice', options } as const }),
    ...(of_ === undefined ? {} : { parameter: { of: of_, index } }),
  };
  notes.declare({ ...declaration, from: home.startIndex, to: home.endIndex });
  if (isProperty) notes.declare({ ...declaration, ...ownerOf(home) });
}

/** What `array_map(fn ($topic) => …, $topics)` hands to its function. */
function elementOf(function_: SyntaxNode, of: ReadExpression): Expression | undefined {
  const list = function_.parent?.type === 'argument' ? function_.parent.parent : null;
  const call = list?.parent;
  if (call?.type !== 'function_call_expression' || field(call, 'function')?.text !== 'array_map')
    return undefined;
  const elements = named(list ?? function_)[1];
  return {
    kind: 'member',
    of: of(elements === undefined ? undefined : named(elements)[0]),
    name: anyElement,
    at: function_.startIndex,
  };
}

function ownerOf(node: SyntaxNode): Place {
  return ownerAround(node, classes, scopes);
}

/** A closure sees what is around an arrow function, and what it is said to use: it sees all here. */
function scopeOf(node: SyntaxNode): Place {
  return scopeAround(node, scopes);
}
