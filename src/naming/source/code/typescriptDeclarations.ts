/** What TypeScript and JavaScript declare and import, in the form of `program.ts`. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { nestClientType } from './nestClients.ts';
import { entryPlace, type Place, scopeAround } from './places.ts';
import { anyElement, type Declaration, type Expression, other } from './program.ts';
import { around, field, type Notes, named, type ReadExpression, within } from './readProgram.ts';

const classes = new Set(['class_declaration', 'class', 'abstract_class_declaration', 'enum_declaration']);
const functions = new Set([
  'function_declaration',
  'function_expression',
  'generator_function',
  'generator_function_declaration',
  'arrow_function',
  'method_definition',
]);
const scopes = new Set([
  ...functions,
  'class_body',
  'statement_block',
  'for_statement',
  'for_in_statement',
  'program',
]);

/** Tells what a node declares or imports. */
export function note(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  switch (node.type) {
    case 'import_statement':
      imported(node, notes);
      break;
    case 'call_expression': {
      const module = required(node);
      if (module !== undefined) notes.import({ module });
      break;
    }
    case 'member_expression':
      // Nest says by a constant what others say by an import.
      if (node.text === 'Transport.KAFKA') notes.import({ module: '@nestjs/microservices/kafka' });
      break;
    case 'variable_declarator':
      variable(node, notes, of);
      break;
    case 'public_field_definition':
    case 'field_definition':
      property(node, notes, of);
      break;
    case 'enum_assignment':
      notes.declare({
        name: field(node, 'name')?.text ?? '',
        ...entryPlace(ownerOf(node)),
        value: of(field(node, 'value')),
      });
      break;
    case 'assignment_expression':
      assigned(node, notes, of);
      break;
    case 'for_in_statement': {
      const list: Expression = {
        kind: 'member',
        of: of(field(node, 'right')),
        name: anyElement,
        at: node.startIndex,
      };
      declarePattern(
        field(node, 'left'),
        { ...scopeOf(field(node, 'left') ?? node), value: list },
        notes,
        of,
      );
      break;
    }
    case 'method_definition':
    case 'function_declaration':
    case 'generator_function_declaration':
      function_(node, notes, of);
      break;
    case 'required_parameter':
    case 'optional_parameter':
      parameter(node, field(node, 'pattern'), notes, of);
      break;
    default:
      // JavaScript's parameters are bare patterns, and so is the only one of `x => x`.
      if (node.parent?.type === 'formal_parameters' || isOnlyParameter(node))
        parameter(node, node, notes, of);
  }
}

function imported(node: SyntaxNode, notes: Notes): void {
  const clause = named(node).find(({ type }) => type === 'import_clause' || type === 'import_require_clause');
  const source = field(node, 'source') ?? (clause === undefined ? undefined : field(clause, 'source'));
  const module = source?.text.slice(1, -1) ?? '';
  notes.import({ module });
  for (const child of clause === undefined ? [] : named(clause)) {
    if (child.type === 'identifier') notes.import({ module, local: child.text });
    if (child.type === 'namespace_import') notes.import({ module, local: named(child)[0]?.text ?? '' });
    for (const one of child.type === 'named_imports' ? named(child) : []) {
      const name = field(one, 'name')?.text ?? '';
      notes.import({ module: `${module}/${name}`, local: field(one, 'alias')?.text ?? name });
    }
  }
}

/** The module of a `require`, of an import while the program runs, and of a member of either. */
function required(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'await_expression' || node?.type === 'parenthesized_expression')
    return required(named(node)[0]);
  if (node?.type === 'member_expression') {
    const module = required(field(node, 'object'));
    return module === undefined ? undefined : `${module}/${field(node, 'property')?.text ?? ''}`;
  }
  if (node?.type !== 'call_expression' || !/^(?:require|import)$/.test(field(node, 'function')?.text ?? ''))
    return undefined;
  const argument = named(field(node, 'arguments') ?? node)[0];
  return argument?.type === 'string' ? argument.text.slice(1, -1) : undefined;
}

function variable(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const name = field(node, 'name');
  const written = field(node, 'value');
  const module = required(written);
  if (module !== undefined) {
    if (name?.type === 'identifier') notes.import({ module, local: name.text });
    for (const part of name?.type === 'object_pattern' ? named(name) : []) {
      const key = field(part, 'key')?.text ?? part.text;
      notes.import({ module: `${module}/${key}`, local: field(part, 'value')?.text ?? part.text });
    }
    return;
  }
  const type = typeOf(node) ?? (written === undefined ? undefined : nestClientType(written.text));
  const isFunction = written !== undefined && functions.has(written.type);
  declarePattern(
    name,
    {
      ...scopeOf(node),
      ...(type === undefined ? {} : { type }),
      ...(written === undefined ? {} : { value: of(written) }),
      ...(isFunction ? { isFunction } : {}),
    },
    notes,
    of,
  );
}

function property(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const name = field(node, 'name') ?? field(node, 'property');
  const written = field(node, 'value');
  const type = nestClientType(node.text) ?? nestClientType(written?.text ?? '') ?? typeOf(node);
  const isFunction = written !== undefined && functions.has(written.type);
  notes.declare({
    name: name?.text ?? '',
    ...ownerOf(node),
    ...(type === undefined ? {} : { type }),
    ...(written === undefined ? {} : { value: of(written) }),
    ...(isFunction ? { isFunction } : {}),
  });
}

/** `name = …` and `this.name = …`: another value for what is declared elsewhere. */
function assigned(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  const value = of(right);
  if (left?.type === 'member_expression' && field(left, 'object')?.type === 'this') {
    const type = right === undefined ? undefined : nestClientType(right.text);
    const name = field(left, 'property')?.text ?? '';
    notes.declare({ name, ...ownerOf(node), ...(type === undefined ? {} : { type }), value });
  } else if (left?.type === 'identifier' && value.kind !== 'other') {
    const home = around(node, functions);
    const scope = home === undefined ? scopeOf(node) : { from: home.startIndex, to: home.endIndex };
    notes.declare({ name: left.text, ...scope, value, isAssignment: true });
  }
}

function function_(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const home = node.type === 'method_definition' ? ownerOf(node) : scopeOf(node);
  const value = returned(node, of);
  notes.declare({ name: field(node, 'name')?.text ?? '', ...home, value, isFunction: true });
}

function isOnlyParameter(node: SyntaxNode): boolean {
  const above = node.parent;
  return above?.type === 'arrow_function' && field(above, 'parameter')?.id === node.id;
}

function parameter(
  node: SyntaxNode,
  pattern: SyntaxNode | undefined,
  notes: Notes,
  of: ReadExpression,
): void {
  const home = around(node, functions);
  if (home === undefined) return;
  const isConstructor = field(home, 'name')?.text === 'constructor';
  const isProperty =
    named(node).some(({ type }) => type === 'accessibility_modifier') || /^readonly\b/.test(node.text);
  const written = field(node, 'value');
  const type = nestClientType(node.text) ?? typeOf(node);
  const element = elementOf(home, node, of);
  const siblings = node.parent?.type === 'formal_parameters' ? named(node.parent) : [node];
  const index = siblings.findIndex((one) => one.id === node.id);
  const name = isConstructor ? ownerOf(home).owner : nameOf(home);
  const options = [
    ...(written === undefined ? [] : [of(written)]),
    ...(element === undefined ? [] : [element]),
  ];
  const declaration = {
    from: home.startIndex,
    to: home.endIndex,
    ...(type === undefined ? {} : { type }),
    ...(name === undefined ? {} : { parameter: { of: name, index } }),
    ...(isProperty ? { owner: ownerOf(home).owner ?? '' } : {}),
    ...(options.length === 0 ? {} : { value: { kind: 'choice', options } as const }),
  };
  if (pattern?.type !== 'object_pattern') {
    declarePattern(pattern, declaration, notes, of);
    return;
  }
  // Taken apart: the whole has a name that nobody writes.
  const whole = { kind: 'reference', name: `parameter ${node.startIndex}`, at: node.startIndex } as const;
  notes.declare({ name: whole.name, ...declaration });
  declarePattern(pattern, { from: home.startIndex, to: home.endIndex, value: whole }, notes, of);
}

/** The name by which a function is called. */
function nameOf(function_: SyntaxNode): string | undefined {
  const own = field(function_, 'name')?.text;
  if (own !== undefined) return own;
  const above = function_.parent;
  if (above?.type === 'variable_declarator' || above?.type === 'public_field_definition')
    return field(above, 'name')?.text;
  return above?.type === 'pair' ? field(above, 'key')?.text : undefined;
}

/** What `topics.map((topic) => …)` hands to its function. */
function elementOf(function_: SyntaxNode, parameter: SyntaxNode, of: ReadExpression): Expression | undefined {
  const call = function_.parent?.type === 'arguments' ? function_.parent.parent : null;
  const callee = call === null || call === undefined ? undefined : field(call, 'function');
  if (callee?.type !== 'member_expression') return undefined;
  if (!/^(?:map|flatMap|forEach|filter|some|every|find)$/.test(field(callee, 'property')?.text ?? ''))
    return undefined;
  if (parameter.parent?.type === 'formal_parameters' && named(parameter.parent)[0]?.id !== parameter.id)
    return undefined;
  return { kind: 'member', of: of(field(callee, 'object')), name: anyElement, at: parameter.startIndex };
}

/** Declares what a pattern binds: a name, or parts of the value. */
function declarePattern(
  pattern: SyntaxNode | undefined,
  whole: Omit<Declaration, 'name'>,
  notes: Notes,
  of: ReadExpression,
): void {
  const part = (name: string): Expression =>
    whole.value === undefined
      ? other
      : { kind: 'member', of: whole.value, name, at: pattern?.startIndex ?? 0 };
  const { from, to } = whole;
  switch (pattern?.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      notes.declare({ name: pattern.text, ...whole });
      break;
    case 'object_pattern':
      for (const child of named(pattern)) {
        const key = field(child, 'key') ?? field(child, 'left') ?? child;
        declarePattern(field(child, 'value') ?? child, { from, to, value: part(key.text) }, notes, of);
      }
      break;
    case 'array_pattern':
      for (const [index, child] of named(pattern).entries())
        declarePattern(child, { from, to, value: part(String(index)) }, notes, of);
      break;
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const options = [whole.value ?? other, of(field(pattern, 'right'))];
      const value = { kind: 'choice', options } as const;
      declarePattern(field(pattern, 'left'), { ...whole, value }, notes, of);
      break;
    }
  }
}

/** Members are known in their class, or in the object that a variable holds. */
function ownerOf(node: SyntaxNode): { from: number; to: number; owner?: string } {
  const owner = around(node, new Set([...classes, 'object']));
  if (owner === undefined) return scopeOf(node);
  const name = field(owner, 'name') ?? (owner.parent === null ? undefined : field(owner.parent, 'name'));
  return {
    from: owner.startIndex,
    to: owner.endIndex,
    ...(name === undefined ? {} : { owner: name.text }),
  };
}

function scopeOf(node: SyntaxNode): Place {
  return scopeAround(node, scopes);
}

/** What a function gives back. */
export function returned(node: SyntaxNode, of: ReadExpression): Expression {
  const body = field(node, 'body');
  if (body?.type !== 'statement_block') return of(body);
  return { kind: 'choice', options: within(node, 'return_statement', functions).map(of) };
}

/** The type that is written at a declaration. */
export function typeOf(node: SyntaxNode): string | undefined {
  const type = field(node, 'type')?.text.replace(/^[?!]?:\s*/, '');
  return type === '' ? undefined : type;
}
