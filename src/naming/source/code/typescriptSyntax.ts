/** How TypeScript and JavaScript are read: their nodes as the expressions of `program.ts`. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { type Argument, anyElement, type Entry, type Expression, type Text } from './program.ts';
import { field, named, type ReadExpression, type Syntax } from './readProgram.ts';
import { note, returned, typeOf } from './typescriptDeclarations.ts';

export const typescriptSyntax: Syntax = { expression, note };

function expression(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'string':
      return textOf(node);
    case 'template_string':
      return template(node, of);
    case 'identifier':
    case 'type_identifier':
    case 'shorthand_property_identifier':
    case 'this':
    case 'super':
      return { kind: 'reference', name: node.text, at };
    case 'member_expression':
      return { kind: 'member', of: of(field(node, 'object')), name: field(node, 'property')?.text ?? '', at };
    case 'subscript_expression':
      return { kind: 'member', of: of(field(node, 'object')), name: indexOf(field(node, 'index')), at };
    case 'parenthesized_expression':
    case 'as_expression':
    case 'satisfies_expression':
    case 'non_null_expression':
    case 'await_expression':
    case 'expression_statement':
    case 'return_statement':
    case 'spread_element':
      return of(named(node)[0]);
    case 'type_assertion':
      return of(named(node).at(-1));
    case 'array':
      return { kind: 'sequence', items: named(node).map(of) };
    case 'object':
      return mapping(node, of);
    case 'ternary_expression':
      return { kind: 'choice', options: [of(field(node, 'consequence')), of(field(node, 'alternative'))] };
    case 'binary_expression':
      return binary(node, of);
    case 'assignment_expression':
      return of(field(node, 'right'));
    case 'arrow_function':
    case 'function_expression':
      return returned(node, of);
    default:
      return called(node, of);
  }
}

function binary(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const sides = [of(field(node, 'left')), of(field(node, 'right'))];
  switch (field(node, 'operator')?.type) {
    case '+':
      return { kind: 'joined', parts: sides };
    case '??':
    case '||':
      return { kind: 'choice', options: sides };
    case '&&':
      return sides[1];
    default:
      return undefined;
  }
}

function called(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'call_expression':
    case 'new_expression': {
      const callee = of(field(node, 'function') ?? field(node, 'constructor'));
      const form = node.type === 'new_expression' ? 'new' : 'call';
      return { kind: 'call', form, callee, arguments: argumentsOf(node, of), at };
    }
    default:
      return undefined;
  }
}

function argumentsOf(node: SyntaxNode, of: ReadExpression): readonly Argument[] {
  const list = field(node, 'arguments');
  return list === undefined ? [] : named(list).map((argument) => ({ value: of(argument) }));
}

function mapping(node: SyntaxNode, of: ReadExpression): Expression {
  const type = typeAround(node);
  const entries = named(node).flatMap((child) => entriesOf(child, of));
  return { kind: 'mapping', ...(type === undefined ? {} : { type }), entries, at: node.startIndex };
}

function entriesOf(node: SyntaxNode, of: ReadExpression): readonly Entry[] {
  if (node.type === 'shorthand_property_identifier') return [{ key: node.text, value: of(node) }];
  if (node.type === 'spread_element') {
    const spread = of(node);
    return spread.kind === 'mapping' ? spread.entries : [];
  }
  const key = field(node, 'key');
  if (node.type !== 'pair' || key === undefined) return [];
  const inside = key.type === 'computed_property_name' ? of(named(key)[0]) : of(key);
  const text = inside.kind === 'text' ? inside : undefined;
  const name = text?.value ?? key.text;
  return [{ key: name, ...(text === undefined ? {} : { text }), value: of(field(node, 'value')) }];
}

/** The type that an object literal is said to be of, by its variable, by `as` or by `satisfies`. */
function typeAround(node: SyntaxNode): string | undefined {
  const above = node.parent;
  if (above === null) return undefined;
  if (above.type === 'as_expression' || above.type === 'satisfies_expression') {
    const type = named(above)[1]?.text;
    return type === undefined ? typeAround(above) : type;
  }
  if (above.type === 'array') return typeAround(above)?.replace(/\[\]$|^Array<(.*)>$/, '$1');
  return above.type === 'variable_declarator' || above.type === 'public_field_definition'
    ? typeOf(above)
    : undefined;
}

/** Literals with escapes are no names. */
function textOf(node: SyntaxNode): Text | undefined {
  if (named(node).some(({ type }) => type === 'escape_sequence')) return undefined;
  return { kind: 'text', value: node.text.slice(1, -1), start: node.startIndex + 1, end: node.endIndex - 1 };
}

function template(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const parts = named(node);
  if (parts.every(({ type }) => type === 'string_fragment')) return textOf(node);
  return {
    kind: 'joined',
    parts: parts.map((part) =>
      part.type === 'string_fragment'
        ? { kind: 'text', value: part.text, start: part.startIndex, end: part.endIndex }
        : of(named(part)[0]),
    ),
  };
}

function indexOf(node: SyntaxNode | undefined): string {
  if (node?.type === 'string') return node.text.slice(1, -1);
  return node?.type === 'number' ? node.text : anyElement;
}
