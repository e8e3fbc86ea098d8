/** The panel's views, in the order of the tab strip. */
import { clusterTab } from './cluster/tab.ts';
import { groupsTab } from './groups/tab.ts';
import { publishTab } from './publish/tab.ts';
import { recordsTab } from './records/tab.ts';
import type { View } from './view.ts';

export const views: readonly View[] = [recordsTab, publishTab, groupsTab, clusterTab];
