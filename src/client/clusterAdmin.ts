/** The administrator's calls over the connections of a client; each call is made in a file of its own. */
import type { AdminService } from './adminService.ts';
import * as configs from './configs.ts';
import * as groups from './groupAdmin.ts';
import * as inspect from './inspect.ts';
import type { OpenCluster } from './openCluster.ts';
import * as topics from './topicAdmin.ts';

/** @param open the connections; opens them at the first call */
export function clusterAdmin(open: () => Promise<OpenCluster>): AdminService {
  return {
    describeTopicConfigs: async (...args) => await configs.describeTopicConfigs(await open(), ...args),
    describeBrokerConfigs: async (...args) => await configs.describeBrokerConfigs(await open(), ...args),
    alterTopicConfigs: async (...args) => await configs.alterTopicConfigs(await open(), ...args),
    alterBrokerConfigs: async (...args) => await configs.alterBrokerConfigs(await open(), ...args),
    createPartitions: async (...args) => await topics.createPartitions(await open(), ...args),
    deleteRecords: async (...args) => await topics.deleteRecords(await open(), ...args),
    offsetsForTimes: async (...args) => await inspect.offsetsForTimes(await open(), ...args),
    alterGroupOffsets: async (...args) => await groups.alterGroupOffsets((await open()).wire, ...args),
    deleteGroupOffsets: async (...args) => await groups.deleteGroupOffsets((await open()).wire, ...args),
    deleteGroups: async (...args) => await groups.deleteGroups((await open()).wire, ...args),
    removeMembers: async (...args) => await groups.removeMembers((await open()).wire, ...args),
    describeQuorum: async () => await inspect.describeQuorum(await open()),
    describeLogDirs: async (...args) => await inspect.describeLogDirs(await open(), ...args),
    describeProducers: async (...args) => await inspect.describeProducers(await open(), ...args),
  };
}
