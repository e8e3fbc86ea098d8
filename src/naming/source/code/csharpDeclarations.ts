/** What C# declares and imports, as the declarations of `program.ts`. */
import type { SyntaxNode } from '../syntaxNode.ts';
import { classes, functions, nameOf, ownerOf, returnedBy, scopeOf, typeOf } from './csharpNodes.ts';
import { anyElement, type Declaration, type Expression } from './program.ts';
import { around, field, type Notes, named, type ReadExpression } from './readProgram.ts';

export function note(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  switch (node.type) {
    case 'using_directive':
      imported(node, notes);
      break;
    case 'file_scoped_namespace_declaration':
    case 'namespace_declaration':
      // A program's own namespace is at hand without being imported.
      notes.import({ module: field(node, 'name')?.text ?? '' });
      break;
    case 'qualified_name':
    case 'generic_name':
    case 'attribute':
    case 'identifier':
      said(node, notes);
      break;
    case 'variable_declaration':
      variables(node, notes, of);
      break;
    case 'property_declaration':
      property(node, notes, of);
      break;
    case 'assignment_expression':
      assigned(node, notes, of);
      break;
    case 'foreach_statement':
      loop(node, notes, of);
      break;
    case 'parameter':
    case 'implicit_parameter':
      parameter(node, notes, of);
      break;
    case 'method_declaration':
    case 'local_function_statement':
      notes.declare({
        name: nameOf(field(node, 'name')),
        ...(node.type === 'method_declaration' ? ownerOf(node) : scopeOf(node)),
        ...typeOf(field(node, 'returns') ?? field(node, 'type')),
        value: { kind: 'choice', options: returnedBy(node).map(of) },
        isFunction: true,
      });
      break;
  }
}

function imported(node: SyntaxNode, notes: Notes): void {
  const module = named(node).at(-1)?.text ?? '';
  const alias = field(node, 'name');
  notes.import(alias === undefined ? { module } : { module, local: alias.text });
}

/**
 * Namespaces may be imported for a whole project, in another file: a type, an attribute or a method that says Kafka in its
 * name is as good as an import.
 */
function said(node: SyntaxNode, notes: Notes): void {
  const { type, text, parent } = node;
  if (parent === null || !/kafka/i.test(text)) return;
  const isType = field(parent, 'type')?.id === node.id || parent.type === 'base_list';
  const isMethod =
    parent.type === 'member_access_expression' && parent.parent?.type === 'invocation_expression';
  if (type !== 'identifier' || isType || isMethod) notes.import({ module: text.replace(/[<(].*$/s, '') });
}

function variables(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const type = typeOf(field(node, 'type'));
  const isMember = node.parent?.type === 'field_declaration';
  for (const declarator of named(node).filter((one) => one.type === 'variable_declarator')) {
    const name = field(declarator, 'name');
    const value = named(declarator).find(({ id }) => id !== name?.id);
    notes.declare({
      name: name?.text ?? '',
      ...(isMember ? ownerOf(node) : scopeOf(node)),
      ...type,
      ...(value === undefined ? {} : { value: of(value) }),
    });
  }
}

function property(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const written = field(node, 'value');
  const accessors = field(node, 'accessors');
  const getters = accessors === undefined ? [] : named(accessors);
  const values = written === undefined ? getters.flatMap(returnedBy) : [written];
  notes.declare({
    name: field(node, 'name')?.text ?? '',
    ...ownerOf(node),
    ...typeOf(field(node, 'type')),
    ...(values.length === 0 ? {} : { value: { kind: 'choice', options: values.map(of) } }),
  });
}

/** `name = …`: another value for what is declared elsewhere, a member of the class or a variable of the function. */
function assigned(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const left = field(node, 'left');
  const value = of(field(node, 'right'));
  if (left === undefined || node.parent?.type === 'initializer_expression') return;
  if (left.type === 'member_access_expression' && field(left, 'expression')?.type === 'this') {
    notes.declare({ name: nameOf(field(left, 'name')), ...ownerOf(node), value });
  } else if (left.type === 'identifier') {
    const home = around(node, functions);
    const inFunction = home === undefined ? scopeOf(node) : { from: home.startIndex, to: home.endIndex };
    notes.declare({ name: left.text, ...(isMember(node, left.text) ? ownerOf(node) : inFunction), value });
  }
}

function isMember(node: SyntaxNode, name: string): boolean {
  const owner = around(node, classes);
  const body = owner === undefined ? undefined : field(owner, 'body');
  return (body === undefined ? [] : named(body)).some((one) => {
    if (one.type === 'property_declaration') return field(one, 'name')?.text === name;
    if (one.type !== 'field_declaration') return false;
    return one.descendantsOfType('variable_declarator').some((declarator) => {
      return declarator !== null && field(declarator, 'name')?.text === name;
    });
  });
}

/** `foreach (var topic in topics)`, `foreach (var (topic, handler) in handlers)`. */
function loop(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const left = field(node, 'left');
  const at = node.startIndex;
  const scope = { from: at, to: node.endIndex };
  const list = of(field(node, 'right'));
  const element: Expression = { kind: 'member', of: list, name: anyElement, at };
  if (left?.type !== 'tuple_pattern') {
    notes.declare({ name: left?.text ?? '', ...scope, value: element });
    return;
  }
  const callee: Expression = { kind: 'reference', name: 'keys', at };
  const keys: Expression = { kind: 'call', form: 'call', callee, arguments: [{ value: list }], at };
  const [key, value] = named(left);
  notes.declare({
    name: key?.text ?? '',
    ...scope,
    value: { kind: 'member', of: keys, name: anyElement, at },
  });
  notes.declare({ name: value?.text ?? '', ...scope, value: element });
}

function parameter(node: SyntaxNode, notes: Notes, of: ReadExpression): void {
  const list = node.parent;
  const home = list?.type === 'parameter_list' ? list.parent : list;
  if (home === null || home === undefined) return;
  const name = node.type === 'implicit_parameter' ? node : field(node, 'name');
  const index = list === home || list === null ? 0 : named(list).findIndex(({ id }) => id === node.id);
  const written =
    node.type === 'implicit_parameter' ? undefined : named(node).find((one) => isDefault(one, node));
  const declaration: Declaration = {
    name: name?.text ?? '',
    from: home.startIndex,
    to: home.endIndex,
    ...(node.type === 'parameter' ? typeOf(field(node, 'type')) : {}),
    ...(written === undefined ? elementOf(home, index, of) : { value: of(written) }),
    ...(home.type === 'lambda_expression' ? {} : { parameter: { of: nameOf(field(home, 'name')), index } }),
  };
  notes.declare(declaration);
  // A record's parameters are its properties.
  if (classes.has(home.type)) notes.declare({ ...declaration, owner: nameOf(field(home, 'name')) });
}

/** `string topic = "orders"` */
function isDefault(node: SyntaxNode, parameter_: SyntaxNode): boolean {
  const isName = field(parameter_, 'name')?.id === node.id || field(parameter_, 'type')?.id === node.id;
  return !isName && node.previousSibling?.type === '=';
}

/** What `topics.Select(topic => …)` and `topics.ForEach(topic => …)` hand to their function. */
function elementOf(lambda: SyntaxNode, index: number, of: ReadExpression): { value?: Expression } {
  const call = lambda.parent?.parent?.parent;
  const callee = call === null || call === undefined ? undefined : field(call, 'function');
  if (lambda.type !== 'lambda_expression' || index > 0 || callee?.type !== 'member_access_expression')
    return {};
  const name = nameOf(field(callee, 'name'));
  const list = of(field(callee, 'expression'));
  // Moq hands over what it stands for.
  if (/^(?:Verify|Setup\w*)$/.test(name)) return { value: list };
  if (!/^(?:Select(?:Many)?|ForEach|Where)$/.test(name)) return {};
  return { value: { kind: 'member', of: list, name: anyElement, at: lambda.startIndex } };
}
