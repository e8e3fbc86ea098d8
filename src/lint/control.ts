/**
 * What the editor and the linter's thread say to each other. Types only: the one file of `lint/` that `ui/` may import.
 */
import type { FileNames, FolderNames } from './folderScan.ts';
import type { PlacedName } from './placedName.ts';

export type { FileNames, FolderNames, PlacedName };

/** `id` is the asker's; every request but `cancel` ends with `found`, `scanned` or `failed` under it. */
export type LintRequest =
  /** The names in a text of the folder, as it is typed. */
  | {
      readonly kind: 'text';
      readonly id: number;
      readonly folder: string;
      readonly path: string;
      readonly text: string;
    }
  /** The names of all files of a folder; only changed files are read again. */
  | { readonly kind: 'scan'; readonly id: number; readonly folder: string }
  | { readonly kind: 'cancel'; readonly id: number };

export type LintAnswer =
  | { readonly kind: 'found'; readonly id: number; readonly names: readonly PlacedName[] }
  | { readonly kind: 'progress'; readonly id: number; readonly looked: number }
  | { readonly kind: 'scanned'; readonly id: number; readonly result: FolderNames }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };
