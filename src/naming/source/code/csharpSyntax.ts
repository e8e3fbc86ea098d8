/** How C# is read: its nodes as the expressions of `program.ts`. What it declares is `csharpDeclarations.ts`' matter. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { note } from './csharpDeclarations.ts';
import { nameOf, returnedBy } from './csharpNodes.ts';
import { type Argument, anyElement, type Entry, type Expression, type Text } from './program.ts';
import { around, field, named, type ReadExpression, type Syntax } from './readProgram.ts';

export const csharpSyntax: Syntax = { expression, note };

function expression(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
      return textOf(node);
    case 'interpolated_string_expression':
      return { kind: 'joined', parts: named(node).flatMap((part) => interpolated(part, of)) };
    case 'identifier':
    case 'generic_name':
    case 'this':
    case 'base':
    case 'predefined_type':
      return { kind: 'reference', name: nameOf(node), at };
    case 'qualified_name':
      return { kind: 'member', of: of(field(node, 'qualifier')), name: nameOf(field(node, 'name')), at };
    case 'member_access_expression':
      return member(node, of);
    case 'member_binding_expression': {
      const whole = around(node, new Set(['conditional_access_expression']));
      const receiver = whole === undefined ? undefined : field(whole, 'condition');
      return { kind: 'member', of: of(receiver), name: nameOf(field(node, 'name')), at };
    }
    case 'element_access_expression': {
      const name = keyOf(field(node, 'subscript'));
      return { kind: 'member', of: of(field(node, 'expression')), name, at };
    }
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
    case 'conditional_access_expression':
      return of(named(node).at(-1));
    case 'await_expression':
    case 'parenthesized_expression':
    case 'postfix_unary_expression':
    case 'return_statement':
    case 'arrow_expression_clause':
    case 'argument':
    case 'spread_element':
      return of(named(node).at(-1));
    case 'cast_expression':
      return of(field(node, 'value'));
    case 'as_expression':
      return of(field(node, 'left'));
    case 'lambda_expression':
      return { kind: 'choice', options: returnedBy(node).map(of) };
    case 'range_expression':
      // `.. more` in a list.
      return of(named(node)[0]);
    case 'collection_expression':
    case 'element_binding_expression':
    case 'tuple_expression':
      return { kind: 'sequence', items: named(node).map(of) };
    case 'initializer_expression':
      return content(node, of);
    default:
      return chosen(node, of) ?? called(node, of);
  }
}

/** Any of several values, and values put together. */
function chosen(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  switch (node.type) {
    case 'conditional_expression':
      return { kind: 'choice', options: [of(field(node, 'consequence')), of(field(node, 'alternative'))] };
    case 'switch_expression': {
      const arms = named(node).filter(({ type }) => type === 'switch_expression_arm');
      return { kind: 'choice', options: arms.map((arm) => of(named(arm).at(-1))) };
    }
    case 'assignment_expression':
      return of(field(node, 'right'));
    case 'binary_expression': {
      const sides = [of(field(node, 'left')), of(field(node, 'right'))];
      const operator = field(node, 'operator')?.type;
      if (operator === '+') return { kind: 'joined', parts: sides };
      return operator === '??' ? { kind: 'choice', options: sides } : undefined;
    }
    default:
      return undefined;
  }
}

/** `options.Value.Topic` is also `options.Topic`: what is written as the type of options is what they hold. */
function member(node: SyntaxNode, of: ReadExpression): Expression {
  const receiver = field(node, 'expression');
  const access = { kind: 'member', name: nameOf(field(node, 'name')), at: node.startIndex } as const;
  const direct: Expression = { ...access, of: of(receiver) };
  if (receiver?.type !== 'member_access_expression' || node.parent?.type === 'invocation_expression')
    return direct;
  const isHolder = /^(?:Current)?Value$/.test(nameOf(field(receiver, 'name')));
  const held: Expression = { ...access, of: of(field(receiver, 'expression')) };
  return isHolder ? { kind: 'choice', options: [direct, held] } : direct;
}

function called(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  switch (node.type) {
    case 'invocation_expression': {
      const callee = of(field(node, 'function'));
      return { kind: 'call', form: 'call', callee, arguments: argumentsOf(field(node, 'arguments'), of), at };
    }
    case 'object_creation_expression':
      return made(node, field(node, 'type'), of);
    case 'implicit_object_creation_expression':
      return made(node, targetTypeOf(node), of);
    case 'anonymous_object_creation_expression': {
      const parts = named(node);
      const entries = parts.flatMap((part, index): Entry[] => {
        const value = parts[index + 1];
        return part.type === 'identifier' && node.text.length > 0 && value !== undefined && isNamed(part)
          ? [{ key: part.text, value: of(value) }]
          : [];
      });
      return { kind: 'mapping', entries, at };
    }
    case 'attribute': {
      const list = named(node).find(({ type }) => type === 'attribute_argument_list');
      const callee: Expression = {
        kind: 'reference',
        name: nameOf(field(node, 'name')).replace(/Attribute$/, ''),
        at,
      };
      return { kind: 'call', form: 'annotation', callee, arguments: argumentsOf(list, of), at };
    }
    case 'constructor_initializer':
    case 'primary_constructor_base_type':
      return constructorAbove(node, of);
    default:
      return undefined;
  }
}

/** In `new { Topic = "orders" }`: the name before an equals sign. */
function isNamed(node: SyntaxNode): boolean {
  return node.nextSibling?.type === '=';
}

/**
 * `new X(…) { Name = … }` is a construction with the properties as named arguments; a list or a dictionary is what is in
 * it; without a type there is nothing but the properties.
 */
function made(node: SyntaxNode, type: SyntaxNode | undefined, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  const initializer =
    field(node, 'initializer') ?? named(node).find((one) => one.type === 'initializer_expression');
  const list = field(node, 'arguments') ?? named(node).find((one) => one.type === 'argument_list');
  const given = argumentsOf(list, of);
  const inside = initializer === undefined ? undefined : content(initializer, of);
  const entries = inside?.kind === 'mapping' ? inside.entries : [];
  const isProperties = entries.length > 0 && entries.every(({ text }) => text === undefined);
  if (inside !== undefined && !isProperties) return inside;
  if (type === undefined) return inside;
  const properties = entries.map(({ key, value }): Argument => ({ name: key, value }));
  return { kind: 'call', form: 'new', callee: of(type), arguments: [...given, ...properties], at };
}

/** What stands in braces: properties, the entries of a dictionary, or the elements of a list. */
function content(node: SyntaxNode, of: ReadExpression): Expression {
  const parts = named(node);
  const entries = parts.flatMap((part): Entry[] => {
    if (part.type === 'initializer_expression' && named(part).length === 2) {
      const [key, value] = named(part);
      return entryOf(of(key), of(value));
    }
    if (part.type !== 'assignment_expression') return [];
    const left = field(part, 'left');
    const value = of(field(part, 'right'));
    if (left?.type === 'identifier') return [{ key: left.text, value }];
    return entryOf(of(left === undefined ? undefined : named(left).at(-1)), value);
  });
  return entries.length === 0
    ? { kind: 'sequence', items: parts.map(of) }
    : { kind: 'mapping', entries, at: node.startIndex };
}

function entryOf(key: Expression, value: Expression): Entry[] {
  return key.kind === 'text'
    ? [{ key: key.value, text: key, value }]
    : [{ key: anyElement, text: none, value }];
}

/** The key of a dictionary's entry that is no literal. */
const none: Text = { kind: 'text', value: '', start: 0, end: 0 };

const lists = new Set(['initializer_expression', 'element_binding_expression', 'collection_expression']);
const betweenTypeAndValue = new Set([...lists, 'argument', 'variable_declarator', 'equals_value_clause']);

/** What `new("orders", 0)` makes: the type of the variable or property, or that of the elements of the list around. */
function targetTypeOf(node: SyntaxNode): SyntaxNode | undefined {
  let isElement = false;
  for (let above = node.parent; above !== null; above = above.parent) {
    const type = field(above, 'type');
    if (type !== undefined) return isElement ? elementOf(type) : type;
    isElement ||= lists.has(above.type);
    if (!betweenTypeAndValue.has(above.type)) return undefined;
  }
  return undefined;
}

/** `List<TopicPartition>` and `TopicPartition[]` → `TopicPartition` */
function elementOf(type: SyntaxNode): SyntaxNode | undefined {
  if (type.type === 'array_type') return field(type, 'type');
  const [given] = type.descendantsOfType('type_argument_list');
  return given === undefined || given === null ? undefined : named(given).at(-1);
}

/** `: base("orders")` makes an object of the class that this one is derived from. */
function constructorAbove(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  const at = node.startIndex;
  const list = named(node).find(({ type }) => type === 'argument_list');
  const class_ = around(node, new Set(['class_declaration', 'record_declaration']));
  const bases = class_ === undefined ? undefined : named(class_).find(({ type }) => type === 'base_list');
  const isOwn = node.type === 'constructor_initializer' && node.children[1]?.type === 'this';
  const base = bases === undefined ? undefined : named(bases)[0];
  const name = isOwn ? nameOf(field(class_ ?? node, 'name')) : nameOf(base);
  const callee: Expression = { kind: 'reference', name, at };
  return { kind: 'call', form: 'new', callee, arguments: argumentsOf(list, of), at };
}

/** Arguments of calls and attributes: `topic: "orders"`, `Topic = "orders"`. */
function argumentsOf(list: SyntaxNode | undefined, of: ReadExpression): readonly Argument[] {
  return (list === undefined ? [] : named(list)).map((argument) => {
    const inside = named(argument);
    const [first] = inside;
    if (first?.type === 'assignment_expression' && argument.type === 'attribute_argument')
      return { name: field(first, 'left')?.text ?? '', value: of(field(first, 'right')) };
    const value = of(inside.at(-1));
    const name = field(argument, 'name');
    return name === undefined ? { value } : { name: name.text, value };
  });
}

/** Literals with escapes are no names. */
function textOf(node: SyntaxNode): Text | undefined {
  const isVerbatim = node.type === 'verbatim_string_literal';
  const raw = named(node).find(({ type }) => type === 'raw_string_content');
  if (raw !== undefined) return { kind: 'text', value: raw.text, start: raw.startIndex, end: raw.endIndex };
  if (node.type === 'raw_string_literal') return undefined;
  if (/\\|"./s.test(node.text.slice(isVerbatim ? 2 : 1).replace(/"(?:u8)?$/, ''))) return undefined;
  const start = node.startIndex + (isVerbatim ? 2 : 1);
  const value = node.text.slice(isVerbatim ? 2 : 1).replace(/"(?:u8)?$/, '');
  return { kind: 'text', value, start, end: start + value.length };
}

function interpolated(part: SyntaxNode, of: ReadExpression): Expression[] {
  switch (part.type) {
    case 'string_content':
      return [{ kind: 'text', value: part.text, start: part.startIndex, end: part.endIndex }];
    case 'interpolation':
      return [of(named(part).find(({ type }) => type !== 'interpolation_brace'))];
    case 'escape_sequence':
      return [{ kind: 'other' }];
    default:
      return [];
  }
}

/** `topics["created"]`, `topics[0]`; with anything else any element may be meant. */
function keyOf(list: SyntaxNode | undefined): string {
  const [argument] = list === undefined ? [] : named(list);
  const index = argument === undefined ? undefined : named(argument)[0];
  if (index?.type === 'string_literal') return index.text.slice(1, -1);
  return index?.type === 'integer_literal' ? index.text : anyElement;
}
