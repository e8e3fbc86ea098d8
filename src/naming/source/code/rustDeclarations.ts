/** What Rust declares and imports, as the declarations of `program.ts`. `self` and `Self` go by the name of their type. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { type Place, scopeAround } from './places.ts';
import { anyElement, type Expression } from './program.ts';
import { around, field, type Notes, named, type ReadExpression, within } from './readProgram.ts';
import { endingAt } from './rustTokens.ts';

const functions = new Set(['function_item', 'closure_expression', 'function_signature_item']);
const scopes = new Set([
  ...functions,
  'block',
  'match_arm',
  'for_expression',
  'if_expression',
  'while_expression',
  'mod_item',
  'source_file',
]);
const owners = new Set(['impl_item', 'trait_item', 'mod_item']);

export function note(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  switch (node.type) {
    case 'use_declaration':
      for (const path of usedBy(field(node, 'argument'))) imported(path, node, notes);
      break;
    case 'scoped_identifier':
    case 'scoped_type_identifier':
      // A path in full is used without being imported: `rdkafka::consumer::StreamConsumer`.
      if (/kafka/i.test(node.text) && around(node, new Set(['use_declaration'])) === undefined)
        notes.import({ module: node.text, local: field(node, 'name')?.text ?? '' });
      break;
    case 'const_item':
    case 'static_item': {
      const declared = { name: field(node, 'name')?.text ?? '', value: of(field(node, 'value')) };
      notes.declare({ ...declared, ...typeOf(field(node, 'type')), ...ownerOf(node) });
      break;
    }
    case 'let_declaration':
    case 'let_condition':
      bound(field(node, 'pattern'), field(node, 'type'), of(field(node, 'value')), node, notes);
      break;
    case 'assignment_expression':
      assigned(node, notes, of);
      break;
    case 'for_expression':
      loop(node, notes, of);
      break;
    case 'parameter':
    case 'identifier':
      parameter(node, notes, of);
      break;
    case 'function_item':
      function_(node, notes, of);
      break;
    case 'field_declaration':
      structField(node, notes, of);
      break;
    case 'struct_expression':
      structFields(node, notes, of);
      break;
    case 'enum_variant':
      variant(node, notes, of);
      break;
    case 'macro_invocation':
      lazyStatics(node, notes, of);
      break;
  }
}

interface Used {
  readonly path: string;
  readonly local?: string;
}

/** `a::{b, c as d, e::*}` → `a::b`, `a::c` as `d`, all of `a::e` */
function usedBy(node: SyntaxNode | undefined, prefix = ''): readonly Used[] {
  if (node === undefined) return [];
  const path = (one: SyntaxNode | undefined) => `${prefix}${one?.text ?? ''}`;
  switch (node.type) {
    case 'scoped_use_list':
      return usedBy(field(node, 'list'), `${path(field(node, 'path'))}::`);
    case 'use_list':
      return named(node).flatMap((one) => usedBy(one, prefix));
    case 'use_wildcard':
      return [{ path: path(named(node)[0]) }];
    case 'use_as_clause':
      return [{ path: path(field(node, 'path')), local: field(node, 'alias')?.text ?? '' }];
    default:
      return [{ path: path(node), local: node.text.split('::').at(-1) ?? node.text }];
  }
}

/** Constants may come from a module of the same file. */
function imported({ path, local }: Used, node: SyntaxNode, notes: Notes): void {
  notes.import(local === undefined ? { module: path } : { module: path, local });
  const [name = '', owner, ...more] = path.split('::').reverse();
  if (local === undefined || owner === undefined || !/^[A-Z][A-Z\d_]*$/.test(name)) return;
  const at = node.startIndex;
  if (more.length > 0 && !/^(?:crate|self|super)/.test(path)) return;
  const of: Expression = { kind: 'reference', name: owner, at };
  notes.declare({ name: local, ...scopeOf(node), value: { kind: 'member', of, name, at } });
}

/** A variable, or those of a pattern: `Some(topic)` is what the option holds, `(a, b)` are the elements. */
function bound(
  pattern: SyntaxNode | undefined,
  type: SyntaxNode | undefined,
  value: Expression,
  node: SyntaxNode,
  notes: Notes,
): void {
  switch (pattern?.type) {
    case 'identifier':
      notes.declare({ name: pattern.text, ...scopeOf(node), ...typeOf(type), value });
      break;
    case 'mut_pattern':
    case 'ref_pattern':
    case 'reference_pattern':
      bound(named(pattern).at(-1), type, value, node, notes);
      break;
    case 'tuple_struct_pattern':
      bound(named(pattern).at(1), undefined, value, node, notes);
      break;
    case 'tuple_pattern':
      for (const [index, one] of named(pattern).entries())
        bound(
          one,
          undefined,
          { kind: 'member', of: value, name: `${index}`, at: node.startIndex },
          node,
          notes,
        );
      break;
  }
}

/** `topic = …` and `self.topic = …`: another value for what is declared elsewhere. */
function assigned(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const left = field(node, 'left');
  const value = of(field(node, 'right'));
  const home = around(node, functions);
  if (left?.type === 'identifier' && home !== undefined) {
    notes.declare({ name: left.text, from: home.startIndex, to: home.endIndex, value });
  } else if (left?.type === 'field_expression' && field(left, 'value')?.type === 'self') {
    const owner = implementedBy(node);
    if (owner !== undefined) notes.declare({ name: field(left, 'field')?.text ?? '', ...file, owner, value });
  }
}

function loop(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const body = field(node, 'body');
  const element: Expression = {
    kind: 'member',
    of: of(field(node, 'value')),
    name: anyElement,
    at: node.startIndex,
  };
  if (body !== undefined) bound(field(node, 'pattern'), undefined, element, body, notes);
}

/** A function's or a closure's; a closure's go by what they are called on: `topics.iter().map(|topic| …)`. */
function parameter(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const list = node.parent;
  const home = list?.parent;
  if (list === null || home === null || home === undefined) return;
  const name =
    (node.type === 'parameter' ? field(node, 'pattern') : node)?.text.replace(
      /^(?:&|mut |ref )+|^(?:\w+::)*[A-Z]\w*\((?=\w+\)$)|\)$/g,
      '',
    ) ?? '';
  const scope = { from: home.startIndex, to: home.endIndex };
  const type = node.type === 'parameter' ? typeOf(field(node, 'type')) : {};
  const siblings = named(list).filter(
    (one) => one.type !== 'self_parameter' && one.type !== 'attribute_item',
  );
  const index = siblings.findIndex(({ id }) => id === node.id);
  if (list.type === 'parameters') {
    const parameter_ = { of: field(home, 'name')?.text ?? '', index };
    notes.declare({ name, ...scope, ...type, parameter: parameter_ });
  } else if (list.type === 'closure_parameters') {
    const call = home.parent?.parent;
    const callee = call === null || call === undefined ? undefined : field(call, 'function');
    const isElement =
      callee?.type === 'field_expression' && mapsEach.test(field(callee, 'field')?.text ?? '');
    const elements = isElement ? of(field(callee, 'value')) : undefined;
    const value =
      elements === undefined
        ? {}
        : { value: { kind: 'member', of: elements, name: anyElement, at: node.startIndex } as const };
    const let_ = home.parent?.type === 'let_declaration' ? field(home.parent, 'pattern')?.text : undefined;
    notes.declare({
      name,
      ...scope,
      ...type,
      ...value,
      ...(let_ === undefined ? {} : { parameter: { of: let_, index } }),
    });
  }
}

const mapsEach = /^(?:map|for_each|flat_map|filter|filter_map|try_for_each|and_then)$/;

function function_(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const body = field(node, 'body');
  const last = body === undefined ? undefined : lastOf(body);
  const returned = within(node, 'return_expression', functions);
  const value: Expression = {
    kind: 'choice',
    options: [...(last === undefined ? [] : [last]), ...returned].map(of),
  };
  const result = field(node, 'return_type');
  const owner = ownerOf(node);
  const type = typeOf(result);
  const own = type.type === 'Self' && owner.owner !== undefined ? { type: owner.owner } : type;
  const name = field(node, 'name')?.text ?? '';
  // What `Display` writes is what `to_string` gives.
  const declared = name === 'fmt' ? { name: 'to_string' } : { name };
  notes.declare({ ...declared, ...owner, ...own, value, isFunction: true });
}

/** The expression at the end of a block. */
export function lastOf(block: SyntaxNode): SyntaxNode | undefined {
  const last = named(block).at(-1);
  if (last?.type !== 'expression_statement') return last;
  // `match … { … }` at the end is a statement to the grammar.
  return last.text.endsWith(';') ? undefined : named(last)[0];
}

function structField(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const owner = around(node, new Set(['struct_item']));
  if (owner === undefined) return;
  const value = defaultOf(node, of);
  notes.declare({
    name: field(node, 'name')?.text ?? '',
    ...file,
    owner: field(owner, 'name')?.text ?? '',
    ...typeOf(field(node, 'type')),
    ...(value === undefined ? {} : { value }),
  });
}

/** `#[arg(default_value = "orders")]`, `#[serde(default = "default_topic")]`: the latter names a function. */
function defaultOf(node: SyntaxNode, of: ReadExpression): Expression | undefined {
  for (const tokens of attributesOf(node)) {
    const isKey = (text: string | undefined) =>
      text !== undefined && /^(?:default(?:_value(?:_t)?)?|serialize|to_string)$/.test(text);
    const key = tokens.findIndex((one, place) => isKey(one?.text) && tokens[place + 1]?.type === '=');
    if (key === -1) continue;
    const end = tokens.findIndex(
      (one, place) => place > key && (one?.type === ',' || place === tokens.length - 1),
    );
    const value = endingAt(tokens, end - 1, of);
    if (tokens[key]?.text !== 'default' || value.kind !== 'text') return value;
    const callee: Expression = { kind: 'reference', name: value.value, at: node.startIndex };
    const call: Expression = { kind: 'call', form: 'call', callee, arguments: [], at: node.startIndex };
    return isFunctionName.test(value.value) ? { kind: 'choice', options: [call] } : value;
  }
  return undefined;
}

/** envconfig's `default` is the value itself, serde's a function. */
const isFunctionName = /^(?:\w+::)*[a-z]\w*_\w*$/;

/** The tokens of the attributes before a field or a variant. */
function attributesOf(node: SyntaxNode): readonly (readonly (SyntaxNode | null)[])[] {
  const found: (readonly (SyntaxNode | null)[])[] = [];
  for (let before = node.previousSibling; before !== null; before = before.previousSibling) {
    if (before.type !== 'attribute_item' && !before.type.includes('comment')) break;
    for (const tokens of before.descendantsOfType('token_tree'))
      if (tokens !== null) found.push(tokens.children);
  }
  return found;
}

/** `Settings { topic: "orders" }`: what the fields of the file's own structs hold. */
function structFields(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const made = of(node);
  if (made.kind !== 'mapping' || made.type === undefined) return;
  for (const { key, value } of made.entries) notes.declare({ name: key, ...file, owner: made.type, value });
}

/** An entry of an enum is what strum's attribute says, if any. */
function variant(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const owner = field(around(node, new Set(['enum_item'])) ?? node, 'name')?.text ?? '';
  const value = defaultOf(node, of);
  const declared = { name: field(node, 'name')?.text ?? '', ...file, owner, type: owner };
  notes.declare(value === undefined ? declared : { ...declared, value });
}

/** `lazy_static! { static ref TOPIC: String = …; }` */
function lazyStatics(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const tokens = named(node).find(({ type }) => type === 'token_tree')?.children;
  if (tokens === undefined || !/(?:^|::)lazy_static$/.test(named(node)[0]?.text ?? '')) return;
  for (const [place, token] of tokens.entries()) {
    const name = tokens[place + 1];
    const end = tokens.findIndex((one, later) => later > place && one?.type === ';');
    if (token?.text !== 'ref' || name === null || name === undefined || end === -1) continue;
    notes.declare({ name: name.text, ...scopeOf(node), value: endingAt(tokens, end - 1, of) });
  }
}

/** Fields and methods are known wherever their type is. */
const file = { from: 0, to: Number.MAX_SAFE_INTEGER };

/** The type that the code around belongs to. */
export function implementedBy(node: SyntaxNode): string | undefined {
  const home = around(node, new Set(['impl_item', 'trait_item']));
  const type = home === undefined ? undefined : (field(home, 'type') ?? field(home, 'name'));
  return type?.text.replace(/<.*$/s, '');
}

function ownerOf(node: SyntaxNode): { from: number; to: number; owner?: string } {
  const home = around(node, new Set([...owners, ...functions]));
  if (home === undefined || functions.has(home.type)) return scopeOf(node);
  if (home.type !== 'mod_item') return { ...file, owner: implementedBy(node) ?? '' };
  return { from: home.startIndex, to: home.endIndex, owner: field(home, 'name')?.text ?? '' };
}

function scopeOf(node: SyntaxNode): Place {
  return scopeAround(node, scopes);
}

/** `&'a Arc<StreamConsumer>` → `StreamConsumer` */
function typeOf(node: SyntaxNode | undefined): { type?: string } {
  if (node === undefined) return {};
  const bare = node.text.replace(/^&(?:\s*'\w+)?\s*(?:mut\s+)?|^(?:dyn|impl)\s+/, '');
  const held =
    /^(?:\w+::)*(?:State|Extension|Data|Arc|Rc|Box|Option|Result|Mutex|RwLock|Lazy|LazyLock|OnceCell|OnceLock)<(.*)>$/s.exec(
      bare,
    )?.[1];
  const type =
    held === undefined
      ? bare
      : held.replace(/^(?:Arc|Rc|Box|Mutex|RwLock)<(.*)>$/s, '$1').replace(/^(?:dyn|impl)\s+/, '');
  return { type };
}
