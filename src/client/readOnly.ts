/** A cluster that nothing is written to: whatever would change it is refused here, so that no view can forget it. */
import type { AdminService } from './adminService.ts';
import type { ClusterService } from './clusterService.ts';
import { localError } from './errors.ts';

/** The same cluster; every call that changes it is rejected with `READ_ONLY`, and with that reason. */
export function readOnlyService(service: ClusterService, reason: string): ClusterService {
  const refuse = (): Promise<never> => Promise.reject(localError('READ_ONLY', reason));
  const admin: AdminService = {
    describeTopicConfigs: (...args) => service.admin.describeTopicConfigs(...args),
    describeBrokerConfigs: (...args) => service.admin.describeBrokerConfigs(...args),
    offsetsForTimes: (...args) => service.admin.offsetsForTimes(...args),
    describeQuorum: () => service.admin.describeQuorum(),
    describeLogDirs: (...args) => service.admin.describeLogDirs(...args),
    describeProducers: (...args) => service.admin.describeProducers(...args),
    alterTopicConfigs: refuse,
    alterBrokerConfigs: refuse,
    createPartitions: refuse,
    deleteRecords: refuse,
    alterGroupOffsets: refuse,
    deleteGroupOffsets: refuse,
    deleteGroups: refuse,
    removeMembers: refuse,
  };
  return {
    profile: service.profile,
    admin,
    metadata: () => service.metadata(),
    offsets: (...args) => service.offsets(...args),
    offsetsForTime: (...args) => service.offsetsForTime(...args),
    groups: () => service.groups(),
    describeGroup: (...args) => service.describeGroup(...args),
    describeGroups: () => service.describeGroups(),
    read: (...args) => service.read(...args),
    // Browsing leaves no trace; a member of a group commits offsets.
    consume: (options, handlers) =>
      options.groupId === undefined ? service.consume(options, handlers) : refuse(),
    createTopic: refuse,
    deleteTopics: refuse,
    produce: refuse,
    close: () => service.close(),
  };
}
