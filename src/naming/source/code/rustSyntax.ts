/** How Rust is read: its nodes as the expressions of `program.ts`. What it declares is `rustDeclarations.ts`' matter. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { anyElement, type Entry, type Expression, lastName, type Text } from './program.ts';
import { field, named, type ReadExpression, type Syntax } from './readProgram.ts';
import { implementedBy, lastOf, note } from './rustDeclarations.ts';
import { group, macro } from './rustTokens.ts';

export const rustSyntax: Syntax = { expression, note };

function expression(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'string_literal':
    case 'raw_string_literal':
      return textOf(node);
    case 'self':
    case 'identifier':
    case 'type_identifier':
    case 'field_identifier':
      return { kind: 'reference', name: isItself(node) ? (implementedBy(node) ?? node.text) : node.text, at };
    case 'generic_type':
      return of(field(node, 'type'));
    case 'generic_function':
      return of(field(node, 'function'));
    case 'scoped_identifier':
    case 'scoped_type_identifier':
      return { kind: 'member', of: of(field(node, 'path')), name: field(node, 'name')?.text ?? '', at };
    case 'field_expression':
      return { kind: 'member', of: of(field(node, 'value')), name: field(node, 'field')?.text ?? '', at };
    case 'index_expression': {
      const [list, index] = named(node);
      return { kind: 'member', of: of(list), name: keyOf(index), at };
    }
    case 'array_expression':
    case 'tuple_expression':
      return { kind: 'sequence', items: named(node).map(of) };
    case 'reference_expression':
    case 'type_cast_expression':
      return of(field(node, 'value'));
    case 'parenthesized_expression':
    case 'try_expression':
    case 'await_expression':
    case 'return_expression':
    case 'unary_expression':
    case 'else_clause':
    case 'async_block':
    case 'unsafe_block':
      return of(named(node).at(-1));
    case 'closure_expression':
      return of(field(node, 'body'));
    case 'block': {
      const value = lastOf(node);
      return value === undefined ? undefined : of(value);
    }
    default:
      return chosen(node, of) ?? called(node, of);
  }
}

function isItself({ type, text }: SyntaxNode): boolean {
  return type === 'self' || text === 'Self';
}

/** Any of several values, and values put together. */
function chosen(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  switch (node.type) {
    case 'if_expression':
      return { kind: 'choice', options: [of(field(node, 'consequence')), of(field(node, 'alternative'))] };
    case 'match_expression': {
      const body = field(node, 'body');
      const arms = body === undefined ? [] : named(body).filter(({ type }) => type === 'match_arm');
      return { kind: 'choice', options: arms.map((arm) => of(field(arm, 'value'))) };
    }
    case 'binary_expression':
      return field(node, 'operator')?.type === '+'
        ? { kind: 'joined', parts: [of(field(node, 'left')), of(field(node, 'right'))] }
        : undefined;
    default:
      return undefined;
  }
}

function called(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'call_expression': {
      const made = madeBy(node);
      if (made !== undefined) return { kind: 'call', form: 'new', callee: of(made), arguments: [], at };
      const callee = of(field(node, 'function'));
      const list = field(node, 'arguments');
      const given = (list === undefined ? [] : named(list)).map((argument) => ({ value: of(argument) }));
      const [first] = given;
      if (first !== undefined && isHolder(callee)) return first.value;
      return { kind: 'call', form: 'call', callee, arguments: given, at };
    }
    case 'struct_expression': {
      const body = field(node, 'body');
      const entries = (body === undefined ? [] : named(body)).flatMap((one) => entryOf(one, of));
      const type = field(node, 'name')?.text ?? '';
      return { kind: 'mapping', type: type === 'Self' ? (implementedBy(node) ?? type) : type, entries, at };
    }
    case 'macro_invocation':
      return macro(node, of);
    case 'token_tree':
      return group(node, of);
    default:
      return undefined;
  }
}

/** `config.create::<StreamConsumer>()` makes what its type argument says. */
function madeBy(node: SyntaxNode): SyntaxNode | undefined {
  const generic = field(node, 'function');
  const maker = generic?.type === 'generic_function' ? field(generic, 'function') : undefined;
  const types = generic === undefined ? undefined : field(generic, 'type_arguments');
  if (maker?.type !== 'field_expression' || types === undefined) return undefined;
  return /^create(?:_with_context)?$/.test(field(maker, 'field')?.text ?? '')
    ? named(types).at(-1)
    : undefined;
}

/** `Lazy::new(|| …)`, `Arc::new(…)`, `Cow::Borrowed(…)` are what they hold. */
function isHolder(callee: Expression): boolean {
  return (
    callee.kind === 'member' &&
    /^(?:new|from|Borrowed|Owned|from_static|from_static_str|from_string)$/.test(callee.name) &&
    /^(?:Lazy|LazyLock|LazyCell|Arc|Rc|Box|Cow|StrBytes|SmolStr|ArcStr|HashSet|BTreeSet)$/.test(
      lastName(callee.of) ?? '',
    )
  );
}

function entryOf(node: SyntaxNode, of: ReadExpression): Entry[] {
  switch (node.type) {
    case 'field_initializer':
      return [{ key: field(node, 'field')?.text ?? '', value: of(field(node, 'value')) }];
    case 'shorthand_field_initializer':
      return [{ key: node.text, value: of(named(node)[0]) }];
    default:
      return [];
  }
}

/** `topics["created"]`, `topics[0]`; with anything else any element may be meant. */
function keyOf(index: SyntaxNode | undefined): string {
  if (index?.type === 'integer_literal') return index.text;
  return index?.type === 'string_literal' ? index.text.slice(1, -1) : anyElement;
}

/** Literals with escapes are no names, and bytes are none. */
function textOf(node: SyntaxNode): Text | undefined {
  const parts = named(node);
  const [content] = parts;
  if (content === undefined || parts.length > 1 || content.type !== 'string_content') return undefined;
  if (/^(?:b|c|br|cr)["#]/.test(node.text)) return undefined;
  return { kind: 'text', value: content.text, start: content.startIndex, end: content.endIndex };
}
