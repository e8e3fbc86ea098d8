/** AlterConfigs: a resource has these configs and no others. Old: IncrementalAlterConfigs changes some and leaves the rest. */
import { alterConfigsApi } from '../../protocol/messages/alterConfigs.ts';
import type { Decoded } from '../../protocol/schema.ts';
import { alterConfigs as decide } from '../controller/configChanges.ts';
import { setOperation } from '../controller/configOperation.ts';
import { alterConfigsHandler, notAltered } from './alterConfigsHandler.ts';
import { controllerHandler } from './controllerHandler.ts';

type Resource = Decoded<typeof alterConfigsApi.request>['resources'][number];

export const alterConfigs = alterConfigsHandler(
  controllerHandler({
    api: alterConfigsApi,
    forClients: true,
    decide,
    failed: notAltered,
  }),
  ({ resourceType, resourceName, configs }: Resource) => ({
    resourceType,
    resourceName,
    replaces: true,
    configs: configs.map((config) => ({
      ...config,
      configOperation: setOperation,
    })),
  }),
);
