/**
 * A syntax node that remembers what it was asked. The parser's own nodes are made anew for every question, and look for
 * their parent from the root down: too dear where every declaration asks what is around it.
 */
import type { SyntaxNode } from '../syntaxNode.ts';

export class KnownNode implements SyntaxNode {
  readonly id: number;
  readonly type: string;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly isNamed: boolean;
  readonly parent: KnownNode | null;
  readonly #node: SyntaxNode;
  readonly #fields = new Map<string, readonly KnownNode[]>();
  #children: readonly KnownNode[] | undefined;
  #namedChildren: readonly KnownNode[] | undefined;
  #text: string | undefined;

  constructor(node: SyntaxNode, parent: KnownNode | null = null) {
    this.#node = node;
    this.parent = parent;
    this.id = node.id;
    this.type = node.type;
    this.startIndex = node.startIndex;
    this.endIndex = node.endIndex;
    this.isNamed = node.isNamed;
  }

  get text(): string {
    this.#text ??= this.#node.text;
    return this.#text;
  }

  get children(): readonly KnownNode[] {
    this.#children ??= this.#node.children.flatMap((child) =>
      child === null ? [] : [new KnownNode(child, this)],
    );
    return this.#children;
  }

  get namedChildren(): readonly KnownNode[] {
    this.#namedChildren ??= this.children.filter(({ isNamed }) => isNamed);
    return this.#namedChildren;
  }

  get previousSibling(): KnownNode | null {
    return this.#sibling(-1);
  }

  get nextSibling(): KnownNode | null {
    return this.#sibling(1);
  }

  childForFieldName(name: string): KnownNode | null {
    return this.childrenForFieldName(name)[0] ?? null;
  }

  childrenForFieldName(name: string): readonly KnownNode[] {
    const known = this.#fields.get(name);
    if (known !== undefined) return known;
    const ids = this.#node.childrenForFieldName(name).map((child) => child?.id);
    const found = this.children.filter(({ id }) => ids.includes(id));
    this.#fields.set(name, found);
    return found;
  }

  descendantsOfType(types: string | string[]): readonly KnownNode[] {
    const found: KnownNode[] = [];
    const waiting: KnownNode[] = [this];
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (typeof types === 'string' ? node.type === types : types.includes(node.type)) found.push(node);
      waiting.push(...[...node.children].reverse());
    }
    return found;
  }

  #sibling(distance: number): KnownNode | null {
    const all = this.parent?.children ?? [];
    return all[all.indexOf(this) + distance] ?? null;
  }
}
