/**
 * The lenses above a block: what they say and which command they run. A pure function of the block and of
 * what is running; the provider in `lensProvider.ts` hands them to the editor.
 */
import type { KafkaFileBlock } from '../../kafkaFile/syntax.ts';
import { propertyOf } from '../../kafkaFile/syntax.ts';
import { readInterval } from '../../kafkaFile/values.ts';
import type { Localizer } from '../clusters/clusterStatus.ts';
import type { BlockReference } from './blocks.ts';

export type ConsumerState = 'stopped' | 'starting' | 'running' | 'stopping';

export interface ProducerState {
  readonly sending: boolean;
  /** Records sent by the running schedule; undefined when none runs. */
  readonly scheduled: number | undefined;
  /** Where the last records went. */
  readonly last: string | undefined;
}

export const idleProducer: ProducerState = { sending: false, scheduled: undefined, last: undefined };

export interface BlockState {
  readonly producer: ProducerState;
  readonly consumer: ConsumerState;
  /** The cluster's name; undefined while none is connected. */
  readonly cluster: string | undefined;
}

export interface Lens {
  readonly title: string;
  readonly tooltip: string;
  /** '' for a lens that only says something. */
  readonly command: string;
  readonly arguments: readonly unknown[];
}

export function lensesOf(
  block: KafkaFileBlock,
  reference: BlockReference,
  state: BlockState,
  l10n: Localizer,
): readonly Lens[] {
  const own =
    block.kind === 'producer'
      ? producerLenses(block, reference, state, l10n)
      : consumerLenses(block, reference, state, l10n);
  return [...own, clusterLens(state.cluster, l10n)];
}

function producerLenses(
  block: KafkaFileBlock,
  reference: BlockReference,
  { producer, cluster }: BlockState,
  l10n: Localizer,
): readonly Lens[] {
  if (producer.sending) {
    return [lens(`$(sync~spin) ${l10n.t('Producing…')}`, '', '')];
  }
  const topic = topicOf(block, l10n);
  const target = cluster === undefined ? topic : l10n.t('{0} on {1}', topic, cluster);
  const produce = (icon: string, title: string, count: number) =>
    lens(`$(${icon}) ${title}`, l10n.t('Send to {0}', target), 'eddy.kafkaFile.produce', reference, count);
  return [
    produce('run', l10n.t('Produce record'), 1),
    produce('run-all', l10n.t('Produce record x 10'), 10),
    lens(
      l10n.t('Produce records…'),
      l10n.t('Ask how many to send to {0}', target),
      'eddy.kafkaFile.produceMany',
      reference,
    ),
    ...scheduleLens(block, reference, producer, l10n),
    ...resultLens(producer, l10n),
  ];
}

function resultLens({ last }: ProducerState, l10n: Localizer): readonly Lens[] {
  return last === undefined
    ? []
    : [lens(`$(check) ${last}`, l10n.t('Show what was sent'), 'eddy.kafkaFile.showProducerLog')];
}

function scheduleLens(
  block: KafkaFileBlock,
  reference: BlockReference,
  { scheduled }: ProducerState,
  l10n: Localizer,
): readonly Lens[] {
  const every = propertyOf(block, 'every')?.value.text;
  if (scheduled !== undefined) {
    const title = l10n.t('Stop scheduled producer (every {0}, {1} sent)', every ?? '?', scheduled);
    return [lens(`$(debug-stop) ${title}`, '', 'eddy.kafkaFile.stopSchedule', reference)];
  }
  if (every === undefined) {
    return [];
  }
  const title =
    'problem' in readInterval(every)
      ? `$(warning) ${l10n.t('Start scheduled producer (every {0}?)', every)}`
      : `$(watch) ${l10n.t('Start scheduled producer (every {0})', every)}`;
  return [
    lens(
      title,
      l10n.t('Send one record at a time until you stop it'),
      'eddy.kafkaFile.startSchedule',
      reference,
    ),
  ];
}

function consumerLenses(
  block: KafkaFileBlock,
  reference: BlockReference,
  { consumer, cluster }: BlockState,
  l10n: Localizer,
): readonly Lens[] {
  switch (consumer) {
    case 'starting':
      return [lens(`$(sync~spin) ${l10n.t('Starting…')}`, '', '')];
    case 'stopping':
      return [lens(`$(sync~spin) ${l10n.t('Stopping…')}`, '', '')];
    case 'running':
      return [
        lens(`$(debug-stop) ${l10n.t('Stop consumer')}`, '', 'eddy.kafkaFile.stopConsumer', reference),
        lens(l10n.t('Show records'), '', 'eddy.kafkaFile.showConsumer', reference),
      ];
    case 'stopped': {
      const topic = topicOf(block, l10n);
      const target = cluster === undefined ? topic : l10n.t('{0} on {1}', topic, cluster);
      const tooltip = l10n.t('Read {0} into a document beside this one', target);
      const title = `$(debug-start) ${l10n.t('Start consumer')}`;
      return [lens(title, tooltip, 'eddy.kafkaFile.startConsumer', reference)];
    }
  }
}

function clusterLens(cluster: string | undefined, l10n: Localizer): Lens {
  return cluster === undefined
    ? lens(
        `$(circle-slash) ${l10n.t('no cluster: start it')}`,
        l10n.t('Start the Kafka cluster'),
        'eddy.cluster.start',
      )
    : lens(`$(server) ${cluster}`, l10n.t('The cluster these links act on'), 'eddy.cluster.menu');
}

function topicOf(block: KafkaFileBlock, l10n: Localizer): string {
  const topic = propertyOf(block, 'topic')?.value.text ?? '';
  return topic === '' ? l10n.t('its topic') : topic;
}

function lens(title: string, tooltip: string, command: string, ...values: readonly unknown[]): Lens {
  return { title, tooltip, command, arguments: values };
}
