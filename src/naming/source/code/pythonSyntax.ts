/** How Python is read: its nodes as the expressions and declarations of `program.ts`. */
import type { SyntaxNode } from '../syntaxNode.ts';
import {
  type Argument,
  anyElement,
  type Declaration,
  type Entry,
  type Expression,
  other,
  type Text,
} from './program.ts';
import { around, field, type Notes, named, type ReadExpression, type Syntax, within } from './readProgram.ts';

export const pythonSyntax: Syntax = { expression, note };

const functions = new Set(['function_definition', 'lambda']);
const comprehensions = new Set(['list_comprehension', 'set_comprehension', 'generator_expression']);
const scopes = new Set([...functions, ...comprehensions, 'class_definition', 'module']);

function expression(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'string':
      return textOf(node, of);
    case 'concatenated_string':
      return { kind: 'joined', parts: named(node).map(of) };
    case 'identifier':
      return { kind: 'reference', name: node.text, at };
    case 'attribute':
      return {
        kind: 'member',
        of: of(field(node, 'object')),
        name: field(node, 'attribute')?.text ?? '',
        at,
      };
    case 'subscript':
      return { kind: 'member', of: of(field(node, 'value')), name: indexOf(field(node, 'subscript')), at };
    case 'parenthesized_expression':
    case 'await':
    case 'expression_statement':
    case 'return_statement':
    case 'list_splat':
    case 'as_pattern':
      return of(named(node)[0]);
    case 'named_expression':
      return of(field(node, 'value'));
    case 'assignment':
      return of(field(node, 'right'));
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
      return { kind: 'sequence', items: named(node).map(of) };
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
      return { kind: 'sequence', items: [of(field(node, 'body'))] };
    case 'dictionary':
      return { kind: 'mapping', entries: named(node).flatMap((child) => entriesOf(child, of)), at };
    case 'conditional_expression':
      return { kind: 'choice', options: [of(named(node)[0]), of(named(node)[2])] };
    case 'boolean_operator':
      return field(node, 'operator')?.type === 'or'
        ? { kind: 'choice', options: [of(field(node, 'left')), of(field(node, 'right'))] }
        : of(field(node, 'right'));
    case 'binary_operator':
      return binary(node, of);
    case 'lambda':
      return of(field(node, 'body'));
    case 'call':
      return {
        kind: 'call',
        form: 'call',
        callee: of(calledBy(field(node, 'function'))),
        arguments: argumentsOf(node, of),
        at,
      };
    default:
      return undefined;
  }
}

/** `producer.send.assert_called_once_with("orders")` says what `producer.send` was called with. */
function calledBy(function_: SyntaxNode | undefined): SyntaxNode | undefined {
  const name = function_ === undefined ? undefined : field(function_, 'attribute')?.text;
  const isAsserted = /^assert_(?:any_)?(?:call|await)\w*$/.test(name ?? '');
  return isAsserted && function_ !== undefined ? field(function_, 'object') : function_;
}

function binary(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const left = of(field(node, 'left'));
  const right = of(field(node, 'right'));
  switch (field(node, 'operator')?.type) {
    case '+':
      return left.kind === 'sequence' || right.kind === 'sequence'
        ? { kind: 'sequence', items: [left, right] }
        : { kind: 'joined', parts: [left, right] };
    case '%': {
      // `"orders.%s" % region` is a call of `format` by another name.
      const callee = { kind: 'member', of: left, name: 'format', at: node.startIndex } as const;
      const given = right.kind === 'sequence' ? right.items : [right];
      const values = given.map((value) => ({ value }));
      return { kind: 'call', form: 'call', callee, arguments: values, at: node.startIndex };
    }
    default:
      return undefined;
  }
}

function argumentsOf(node: SyntaxNode, of: ReadExpression): readonly Argument[] {
  const list = field(node, 'arguments');
  if (list?.type === 'generator_expression') return [{ value: of(list) }];
  return (list === undefined ? [] : named(list)).flatMap((argument): Argument[] => {
    if (argument.type === 'keyword_argument')
      return [{ name: field(argument, 'name')?.text ?? '', value: of(field(argument, 'value')) }];
    if (argument.type !== 'dictionary_splat') return [{ value: of(argument) }];
    const spread = of(named(argument)[0]);
    return spread.kind === 'mapping' ? spread.entries.map(({ key, value }) => ({ name: key, value })) : [];
  });
}

function entriesOf(node: SyntaxNode, of: ReadExpression): readonly Entry[] {
  if (node.type === 'dictionary_splat') {
    const spread = of(named(node)[0]);
    return spread.kind === 'mapping' ? spread.entries : [];
  }
  const key = field(node, 'key');
  if (node.type !== 'pair' || key === undefined) return [];
  const inside = of(key);
  const text = inside.kind === 'text' ? inside : undefined;
  const value = of(field(node, 'value'));
  return [{ key: text?.value ?? key.text, ...(text === undefined ? {} : { text }), value }];
}

/** Literals over several lines and literals with escapes are no names. */
function textOf(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const parts = named(node).filter(({ type }) => type !== 'string_start' && type !== 'string_end');
  const start = node.children[0];
  if (start === null || start === undefined || /["']{3}$/.test(start.text)) return undefined;
  if (parts.some((part) => named(part).some(({ type }) => type === 'escape_sequence'))) return undefined;
  const texts = parts.map((part): Expression => {
    if (part.type === 'interpolation') return of(field(part, 'expression'));
    return { kind: 'text', value: part.text, start: part.startIndex, end: part.endIndex };
  });
  const [only, ...more] = texts;
  if (only === undefined) return emptyAt(start.endIndex);
  return more.length === 0 && only.kind === 'text' ? only : { kind: 'joined', parts: texts };
}

function emptyAt(at: number): Text {
  return { kind: 'text', value: '', start: at, end: at };
}

function indexOf(node: SyntaxNode | undefined): string {
  if (node?.type === 'string') return node.text.replace(/^\w*["']|["']$/g, '');
  return node?.type === 'integer' ? node.text : anyElement;
}

function note(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  switch (node.type) {
    case 'import_statement':
      for (const one of named(node)) importedWhole(one, notes);
      break;
    case 'import_from_statement':
      importedFrom(node, notes);
      break;
    case 'assignment':
      assigned(node, notes, of);
      break;
    case 'named_expression':
      declarePattern(field(node, 'name'), { ...scopeOf(node), value: of(field(node, 'value')) }, notes);
      break;
    case 'as_pattern': {
      const alias = field(node, 'alias');
      const target = alias === undefined ? undefined : named(alias)[0];
      declarePattern(target, { ...scopeOf(node), value: of(named(node)[0]) }, notes);
      break;
    }
    case 'for_statement':
    case 'for_in_clause': {
      const at = node.startIndex;
      const callee: Expression = { kind: 'reference', name: 'iter', at };
      const given = [{ value: of(field(node, 'right')) }];
      const list: Expression = { kind: 'call', form: 'call', callee, arguments: given, at };
      const value: Expression = { kind: 'member', of: list, name: anyElement, at };
      declarePattern(field(node, 'left'), { ...scopeOf(node), value }, notes);
      break;
    }
    case 'function_definition':
      function_(node, notes, of);
      break;
    case 'call':
      called(node, notes, of);
      break;
  }
}

function importedWhole(node: SyntaxNode, notes: Notes): void {
  const alias = field(node, 'alias')?.text;
  const module = (field(node, 'name') ?? node).text;
  notes.import({ module, local: alias ?? module.split('.')[0] ?? module });
}

function importedFrom(node: SyntaxNode, notes: Notes): void {
  const module = field(node, 'module_name')?.text ?? '';
  const names = node.childrenForFieldName('name').filter((one) => one !== null);
  if (names.length === 0) notes.import({ module });
  for (const one of names) {
    const name = (field(one, 'name') ?? one).text;
    const path = module.endsWith('.') ? `${module}${name}` : `${module}.${name}`;
    notes.import({ module: path, local: field(one, 'alias')?.text ?? name });
  }
}

function assigned(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const left = field(node, 'left');
  const written = field(node, 'right');
  const type = field(node, 'type')?.text;
  const declaration = {
    ...(type === undefined ? {} : { type }),
    ...(written === undefined ? {} : { value: of(written) }),
  };
  if (left?.type === 'attribute' && /^(?:self|cls)$/.test(field(left, 'object')?.text ?? '')) {
    notes.declare({ name: field(left, 'attribute')?.text ?? '', ...classAround(node), ...declaration });
  } else {
    declarePattern(left, { ...scopeOf(node), ...declaration }, notes);
  }
}

function function_(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const name = field(node, 'name')?.text ?? '';
  const home = scopeOf(node);
  const options = within(node, 'return_statement', functions).map(of);
  const isProperty =
    node.parent?.type === 'decorated_definition' && /^@\w*property\b/m.test(node.parent.text);
  const value = { kind: 'choice', options } as const;
  notes.declare({ name, ...home, value, ...(isProperty ? {} : { isFunction: true }) });
  const isMethod = home.owner !== undefined && !/^@staticmethod\b/m.test(node.parent?.text ?? '');
  const of_ = name === '__init__' && home.owner !== undefined ? home.owner : name;
  for (const [position, one] of named(field(node, 'parameters') ?? node).entries()) {
    const type = field(one, 'type')?.text;
    const written = field(one, 'value');
    const parameter = field(one, 'name') ?? (one.type === 'typed_parameter' ? named(one)[0] : one);
    if (parameter?.type !== 'identifier') continue;
    const scope = { from: node.startIndex, to: node.endIndex };
    const cases = parametrized(node, parameter.text, of);
    if (cases !== undefined) notes.declare({ name: parameter.text, ...scope, value: cases });
    notes.declare({
      name: parameter.text,
      ...scope,
      ...(type === undefined ? {} : { type }),
      ...(written === undefined ? {} : { value: of(written) }),
      parameter: { of: of_, index: isMethod ? position - 1 : position },
    });
  }
}

/** `@pytest.mark.parametrize("topic,count", [("orders", 1)])`: what a test's parameter is in turn. */
function parametrized(function_: SyntaxNode, name: string, of: ReadExpression): Expression | undefined {
  const around = function_.parent?.type === 'decorated_definition' ? named(function_.parent) : [];
  for (const decorator of around) {
    if (decorator.type !== 'decorator' || !decorator.text.includes('parametrize')) continue;
    const call = of(named(decorator)[0]);
    const [names, cases] = call.kind === 'call' ? call.arguments : [];
    if (names === undefined || cases === undefined) continue;
    const all = names.value.kind === 'sequence' ? names.value.items : [names.value];
    const texts = all.flatMap((one) => (one.kind === 'text' ? one.value.split(',') : []));
    const index = texts.findIndex((one) => one.trim() === name);
    if (index === -1) continue;
    const at = decorator.startIndex;
    const element: Expression = { kind: 'member', of: cases.value, name: anyElement, at };
    return texts.length === 1 ? element : { kind: 'member', of: element, name: String(index), at };
  }
  return undefined;
}

/** What `argparse` and Spark's readers say by a call. */
function called(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const name = field(field(node, 'function') ?? node, 'attribute')?.text;
  if (name === 'format' && /^\(["']kafka["']\)$/.test(field(node, 'arguments')?.text ?? ''))
    notes.import({ module: 'spark.kafka' });
  if (name !== 'add_argument') return;
  const given = argumentsOf(node, of);
  const flag = given.flatMap(({ name, value }) =>
    name === undefined && value.kind === 'text' ? [value.value] : [],
  );
  const written = given.find((one) => one.name === 'default');
  const value = written?.value ?? other;
  const long = flag.find((one) => one.startsWith('--')) ?? flag[0] ?? '';
  // `arguments.topic` is a member of what `parse_args()` gives.
  const member = long.replace(/^-+/, '').replaceAll('-', '_');
  for (const owner of ['parse_args', 'Namespace'])
    notes.declare({ name: member, from: 0, to: Number.MAX_SAFE_INTEGER, owner, value });
}

/** Declares what a target binds: a name, or parts of the value. */
function declarePattern(
  target: SyntaxNode | undefined,
  whole: Omit<Declaration, 'name'>,
  notes: Notes,
): void {
  if (target?.type === 'identifier') notes.declare({ name: target.text, ...whole });
  if (target?.type !== 'pattern_list' && target?.type !== 'tuple_pattern') return;
  const { from, to, value } = whole;
  for (const [index, child] of named(target).entries()) {
    const part: Expression =
      value === undefined ? other : { kind: 'member', of: value, name: String(index), at: target.startIndex };
    declarePattern(child, { from, to, value: part }, notes);
  }
}

function scopeOf(node: SyntaxNode): { from: number; to: number; owner?: string } {
  const scope = around(node, scopes);
  const owner = scope?.type === 'class_definition' ? field(scope, 'name')?.text : undefined;
  return {
    from: scope?.startIndex ?? 0,
    to: scope?.endIndex ?? node.endIndex,
    ...(owner === undefined ? {} : { owner }),
  };
}

function classAround(node: SyntaxNode): { from: number; to: number; owner?: string } {
  const owner = around(node, new Set(['class_definition']));
  if (owner === undefined) return scopeOf(node);
  return { from: owner.startIndex, to: owner.endIndex, owner: field(owner, 'name')?.text ?? '' };
}
