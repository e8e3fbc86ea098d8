/** How Java is read: its nodes as the expressions and declarations of `program.ts`. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { handedOver } from './handedOver.ts';
import { ownerAround, type Place, scopeAround } from './places.ts';
import { type Argument, anyElement, type Expression, other, type Text } from './program.ts';
import { around, field, type Notes, named, type ReadExpression, type Syntax } from './readProgram.ts';

export const javaSyntax: Syntax = { expression, note };

const classes = new Set([
  'class_declaration',
  'interface_declaration',
  'enum_declaration',
  'record_declaration',
  'annotation_type_declaration',
]);
const functions = new Set(['method_declaration', 'constructor_declaration', 'lambda_expression']);
const scopes = new Set([
  ...classes,
  ...functions,
  'block',
  'for_statement',
  'enhanced_for_statement',
  'try_with_resources_statement',
  'program',
]);

function expression(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'string_literal':
      return textOf(node);
    case 'identifier':
    case 'type_identifier':
    case 'this':
    case 'super':
      return { kind: 'reference', name: node.text, at };
    case 'scoped_identifier':
    case 'scoped_type_identifier':
    case 'field_access': {
      const owner = field(node, 'object') ?? field(node, 'scope') ?? named(node)[0];
      const name = field(node, 'field') ?? field(node, 'name') ?? named(node).at(-1);
      return { kind: 'member', of: of(owner), name: name?.text ?? '', at };
    }
    case 'generic_type':
    case 'parenthesized_expression':
    case 'expression_statement':
    case 'return_statement':
    case 'yield_statement':
      return of(named(node)[0]);
    case 'class_literal':
      return of(named(node)[0]);
    case 'cast_expression':
      return of(field(node, 'value'));
    case 'array_creation_expression':
      return of(field(node, 'value'));
    case 'array_initializer':
    case 'element_value_array_initializer':
      return { kind: 'sequence', items: named(node).map(of) };
    case 'ternary_expression':
      return { kind: 'choice', options: [of(field(node, 'consequence')), of(field(node, 'alternative'))] };
    case 'switch_expression':
      return { kind: 'choice', options: node.descendantsOfType('switch_rule').map((rule) => of(rule)) };
    case 'switch_rule':
      return of(named(node).at(-1));
    case 'binary_expression':
      return field(node, 'operator')?.text === '+' || node.children[1]?.type === '+'
        ? { kind: 'joined', parts: [of(field(node, 'left')), of(field(node, 'right'))] }
        : undefined;
    case 'assignment_expression':
      return of(field(node, 'right'));
    default:
      return called(node, of);
  }
}

function called(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'method_invocation': {
      const name = field(node, 'name');
      const receiver = field(node, 'object');
      const callee: Expression =
        receiver === undefined
          ? { kind: 'reference', name: name?.text ?? '', at }
          : { kind: 'member', of: of(receiver), name: name?.text ?? '', at };
      return { kind: 'call', form: 'call', callee, arguments: argumentsOf(node, of), at };
    }
    case 'object_creation_expression':
      return {
        kind: 'call',
        form: 'new',
        callee: of(field(node, 'type')),
        arguments: argumentsOf(node, of),
        at,
      };
    case 'annotation':
    case 'marker_annotation':
      return {
        kind: 'call',
        form: 'annotation',
        callee: of(field(node, 'name')),
        arguments: argumentsOf(node, of),
        at,
      };
    default:
      return undefined;
  }
}

function argumentsOf(node: SyntaxNode, of: ReadExpression): readonly Argument[] {
  const list = field(node, 'arguments');
  if (list === undefined) return [];
  return named(list).map((argument) =>
    argument.type === 'element_value_pair'
      ? { name: field(argument, 'key')?.text ?? '', value: of(field(argument, 'value')) }
      : { value: of(argument) },
  );
}

/** Text blocks over several lines hold no name. */
function textOf(node: SyntaxNode): Text | undefined {
  if (node.text.startsWith('"""')) return undefined;
  return { kind: 'text', value: node.text.slice(1, -1), start: node.startIndex + 1, end: node.endIndex - 1 };
}

function note(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  switch (node.type) {
    case 'import_declaration': {
      const path = named(node)[0]?.text ?? '';
      const local = path.split('.').at(-1) ?? '';
      notes.import(node.text.includes('*') ? { module: path } : { module: path, local });
      break;
    }
    case 'field_declaration':
    case 'constant_declaration':
    case 'local_variable_declaration':
      for (const one of node.childrenForFieldName('declarator'))
        if (one !== null) variable(node, one, notes, of);
      break;
    case 'resource': {
      const home = around(node, scopes) ?? node;
      const type = field(node, 'type')?.text ?? '';
      const scope = { from: home.startIndex, to: home.endIndex };
      notes.declare({
        name: field(node, 'name')?.text ?? '',
        ...scope,
        type,
        value: of(field(node, 'value')),
      });
      break;
    }
    case 'enhanced_for_statement': {
      const scope = { from: node.startIndex, to: node.endIndex };
      const list = of(field(node, 'value'));
      const value: Expression = { kind: 'member', of: list, name: anyElement, at: node.startIndex };
      const type = field(node, 'type')?.text ?? '';
      notes.declare({
        name: field(node, 'name')?.text ?? '',
        ...scope,
        ...(type === 'var' ? {} : { type }),
        value,
      });
      break;
    }
    case 'assignment_expression':
      assigned(node, notes, of);
      break;
    case 'formal_parameter':
    case 'spread_parameter':
      parameter(node, notes, of);
      break;
    case 'lambda_expression':
      lambda(node, notes, of);
      break;
    case 'enum_constant': {
      const owner = ownerOf(node);
      const callee = { kind: 'reference', name: owner.owner ?? '', at: node.startIndex } as const;
      const value = {
        kind: 'call',
        form: 'new',
        callee,
        arguments: argumentsOf(node, of),
        at: node.startIndex,
      } as const;
      notes.declare({ name: field(node, 'name')?.text ?? '', ...owner, type: owner.owner ?? '', value });
      break;
    }
    case 'method_declaration':
      method(node, notes, of);
      break;
  }
}

function variable(node: SyntaxNode, declarator: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const isMember = node.type !== 'local_variable_declaration';
  const written = field(declarator, 'value');
  const value = written === undefined ? injected(node, of) : of(written);
  const type = field(node, 'type')?.text ?? '';
  notes.declare({
    name: field(declarator, 'name')?.text ?? '',
    ...(isMember ? ownerOf(node) : scopeOf(node)),
    ...(type === 'var' ? {} : { type }),
    ...(value === undefined ? {} : { value }),
  });
}

/** `name = …` and `this.name = …`: another value for what is declared elsewhere. */
function assigned(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const left = field(node, 'left');
  if (left === undefined) return;
  const value = of(field(node, 'right'));
  if (left.type === 'field_access' && field(left, 'object')?.type === 'this') {
    notes.declare({ name: field(left, 'field')?.text ?? '', ...ownerOf(node), value });
  } else if (left.type === 'identifier' && value.kind !== 'other') {
    const home = around(node, functions);
    const scope = home === undefined ? scopeOf(node) : { from: home.startIndex, to: home.endIndex };
    notes.declare({ name: left.text, ...scope, value, isAssignment: true });
  }
}

function parameter(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const function_ = around(node, new Set([...functions, 'record_declaration']));
  if (function_ === undefined) return;
  const of_ = field(function_, 'name')?.text ?? '';
  const siblings = node.parent === null ? [] : named(node.parent);
  const index = siblings.findIndex((one) => one.id === node.id);
  const value = injected(node, of);
  const name = field(node, 'name')?.text ?? node.descendantsOfType('variable_declarator')[0]?.text ?? '';
  const isMember = function_.type === 'record_declaration' || function_.type === 'constructor_declaration';
  notes.declare({
    name,
    from: function_.startIndex,
    to: function_.endIndex,
    type: field(node, 'type')?.text ?? '',
    parameter: { of: of_, index },
    ...(isMember ? { owner: of_ } : {}),
    ...(value === undefined ? {} : { value }),
  });
}

/** What the call that the lambda is given to hands over to its parameters. */
function lambda(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const list = field(node, 'parameters');
  const call = node.parent?.type === 'argument_list' ? node.parent.parent : null;
  if (list === undefined || call === null || call.type !== 'method_invocation') return;
  const made = of(call);
  if (made.kind !== 'call') return;
  const parameters = list.type === 'identifier' ? [list] : named(list);
  for (const [index, one] of parameters.entries()) {
    const value = handedOver(made.callee, index, parameters.length);
    const name = (one.type === 'identifier' ? one : field(one, 'name'))?.text ?? '';
    if (value !== undefined) notes.declare({ name, from: node.startIndex, to: node.endIndex, value });
  }
}

function method(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const returned = node.descendantsOfType('return_statement').map((one) => of(one));
  const type = field(node, 'type')?.text ?? '';
  const value: Expression = { kind: 'choice', options: returned };
  notes.declare({ name: field(node, 'name')?.text ?? '', ...ownerOf(node), type, value, isFunction: true });
}

/** What Spring's `@Value`, MicroProfile's `@ConfigProperty` and Micronaut's `@Property` put into a field or parameter. */
function injected(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const modifiers = named(node).find(({ type }) => type === 'modifiers');
  const annotations = modifiers === undefined ? [] : named(modifiers);
  for (const annotation of annotations) {
    const call = of(annotation);
    if (call.kind === 'call') {
      const value = injectedBy(call.callee.kind === 'reference' ? call.callee.name : '', call.arguments);
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

/** The same for Kotlin. */
export function injectedBy(annotation: string, given: readonly Argument[]): Expression | undefined {
  if (annotation === 'Value') return given[0]?.value;
  if (annotation !== 'ConfigProperty' && annotation !== 'Property') return undefined;
  const of = (name: string) => given.find((one) => one.name === name)?.value ?? other;
  const key = of('name').kind === 'text' ? of('name') : (given[0]?.value ?? other);
  const options: Expression[] = [of('defaultValue')];
  if (key.kind === 'text') options.push({ ...key, value: `\${${key.value}}` });
  return { kind: 'choice', options };
}

function ownerOf(node: SyntaxNode): Place {
  return ownerAround(node, classes, scopes);
}

function scopeOf(node: SyntaxNode): Place {
  return scopeAround(node, scopes);
}
