/**
 * What went wrong between a `.kafka` file and a cluster, in a sentence that says what to do next.
 * Pure: the words come through the localizer that is handed in, and nothing is shown here.
 */
import type { KafkaError } from '../../client/errors.ts';
import type { Localizer } from '../clusters/clusterStatus.ts';

/** What the user can do about it with one press. */
export type Remedy = 'createTopic' | 'cluster' | 'none';

export interface Failure {
  readonly message: string;
  readonly remedy: Remedy;
}

export function failureOf(error: KafkaError, topic: string, l10n: Localizer): Failure {
  switch (error.name) {
    case 'UNKNOWN_TOPIC_OR_PARTITION':
      return unknownTopic(topic, l10n);
    case 'NETWORK':
    case 'CLOSED':
    case 'BROKER_NOT_AVAILABLE':
      return { message: l10n.t('The cluster does not answer: {0}', error.message), remedy: 'cluster' };
    case 'LEADER_NOT_AVAILABLE':
    case 'NOT_LEADER_OR_FOLLOWER':
      return {
        message: l10n.t('A partition of "{0}" has no leader now. Start its brokers, or try again.', topic),
        remedy: 'cluster',
      };
    case 'NOT_ENOUGH_REPLICAS':
    case 'NOT_ENOUGH_REPLICAS_AFTER_APPEND':
      return {
        message: l10n.t(
          '"{0}" has too few replicas in sync. Start the stopped brokers, or lower min.insync.replicas.',
          topic,
        ),
        remedy: 'cluster',
      };
    case 'INVALID_TOPIC_EXCEPTION':
      return { message: l10n.t('Kafka refuses the topic name "{0}".', topic), remedy: 'none' };
    case 'MESSAGE_TOO_LARGE':
    case 'RECORD_LIST_TOO_LARGE':
      return {
        message: l10n.t('The record is larger than "{0}" accepts (max.message.bytes).', topic),
        remedy: 'none',
      };
    default:
      return { message: l10n.t('{0}: {1}', error.name, error.message), remedy: 'none' };
  }
}

export function unknownTopic(topic: string, l10n: Localizer): Failure {
  return { message: l10n.t('The topic "{0}" does not exist.', topic), remedy: 'createTopic' };
}
