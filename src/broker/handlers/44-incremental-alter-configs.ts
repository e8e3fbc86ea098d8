/** IncrementalAlterConfigs: some configs of a resource change, the others stay (KIP-339). */
import { incrementalAlterConfigsApi } from '../../protocol/messages/incrementalAlterConfigs.ts';
import type { Decoded } from '../../protocol/schema.ts';
import { incrementalAlterConfigs as decide } from '../controller/configChanges.ts';
import { alterConfigsHandler, notAltered } from './alterConfigsHandler.ts';
import { controllerHandler } from './controllerHandler.ts';

type Resource = Decoded<typeof incrementalAlterConfigsApi.request>['resources'][number];

export const incrementalAlterConfigs = alterConfigsHandler(
  controllerHandler({
    api: incrementalAlterConfigsApi,
    forClients: true,
    decide,
    failed: notAltered,
  }),
  (resource: Resource) => ({ ...resource, replaces: false }),
);
