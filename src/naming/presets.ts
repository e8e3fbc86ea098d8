/** Conventions that are in use elsewhere, by name: what a team may begin with in `.eddy/naming.json`. */
import { type Convention, defaultConvention } from './convention.ts';

export const presets: Readonly<Record<string, Pick<Convention, 'template' | 'types' | 'segments'>>> = {
  /** `ecommerce.order.event.created.v1` */
  eddy: { template: defaultConvention.template, types: defaultConvention.types },
  /** `tracking.clicks.page_views`: what kind of data, the data set, what exactly. */
  'type-dataset-name': {
    template: '{type}.{dataset}.{name}',
    types: ['logging', 'queuing', 'tracking', 'etl', 'db', 'streaming', 'push', 'user'],
  },
  /** `sales.order.created.v1` */
  'domain-entity-event': { template: '{domain}.{entity}.{event}.{version}', types: [] },
  /** `public.sales.order_created.v1`: who may read it comes first. */
  'visibility-domain': {
    template: '{visibility}.{domain}.{description}.{version}',
    types: [],
    segments: { visibility: { values: ['public', 'private'] } },
  },
  /** `sales-order-created`; words of one segment are joined by `_`. */
  kebab: { template: '{domain}-{entity}-{event}', types: [] },
  /** `sales_order_created` */
  snake: { template: '{domain}_{entity}_{event}', types: [] },
};
