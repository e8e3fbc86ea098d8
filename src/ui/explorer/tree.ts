/**
 * The tree as plain data, and what differs between two of them. Pure: it draws nothing, and the order of
 * children is the caller's.
 */

export type Collapsible = 'none' | 'collapsed' | 'expanded';

/** What a row stands for. Commands get it as their argument. */
export interface Target {
  /** `embedded`, or the id of an added cluster; of rows that stand for a cluster as a whole. */
  readonly cluster?: string;
  readonly broker?: number;
  readonly topic?: string;
  readonly partition?: number;
  readonly group?: string;
  readonly member?: string;
}

/** Everything that is seen of a row. */
export interface ItemView {
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** A codicon's name. */
  readonly icon: string;
  /** A theme colour's id; the icon and the words say the same without it. */
  readonly color?: string;
  /** What menus look at. */
  readonly context: string;
  readonly collapsible: Collapsible;
  /** The row as a sentence, for screen readers. */
  readonly spoken: string;
  /** Runs when the row is chosen. */
  readonly command?: string;
  /** What the command gets. */
  readonly argument?: string;
}

export interface TreeNode {
  /** Unique in the tree and the same for the same thing at every reading. */
  readonly id: string;
  readonly target: Target;
  readonly view: ItemView;
  readonly children: readonly TreeNode[];
}

/** `root` = the top-level rows themselves differ; ids name nodes whose row or list of children differs. */
export interface TreeChange {
  readonly root: boolean;
  readonly ids: readonly string[];
}

/**
 * The fewest nodes that have to be drawn again: a node is drawn with everything below it, so nothing below
 * a changed node is named.
 */
export function changesBetween(before: readonly TreeNode[], after: readonly TreeNode[]): TreeChange {
  if (!sameIds(before, after)) {
    return { root: true, ids: [] };
  }
  const ids: string[] = [];
  collect(before, after, ids);
  return { root: false, ids };
}

/** All nodes by id. */
export function indexTree(roots: readonly TreeNode[]): ReadonlyMap<string, TreeNode> {
  const index = new Map<string, TreeNode>();
  const visit = (node: TreeNode): void => {
    index.set(node.id, node);
    node.children.forEach(visit);
  };
  roots.forEach(visit);
  return index;
}

/** Both lists have the same ids in the same order. */
function collect(before: readonly TreeNode[], after: readonly TreeNode[], ids: string[]): void {
  for (const [index, now] of after.entries()) {
    const then = before[index];
    if (then === undefined || then === now) {
      continue;
    }
    if (sameView(then.view, now.view) && sameIds(then.children, now.children)) {
      collect(then.children, now.children, ids);
    } else {
      ids.push(now.id);
    }
  }
}

function sameIds(before: readonly TreeNode[], after: readonly TreeNode[]): boolean {
  return before.length === after.length && after.every((node, index) => before[index]?.id === node.id);
}

function sameView(before: ItemView, after: ItemView): boolean {
  return viewFields.every((field) => before[field] === after[field]);
}

const viewFields = [
  'label',
  'description',
  'tooltip',
  'icon',
  'color',
  'context',
  'collapsible',
  'spoken',
  'command',
  'argument',
] as const satisfies readonly (keyof ItemView)[];
