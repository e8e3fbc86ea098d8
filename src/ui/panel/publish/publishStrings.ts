/** The words of the Publish view. */
import type { Localizer } from '../strings.ts';

export function publishStrings(l10n: Localizer) {
  return { ...publishing(l10n), ...sending(l10n) };
}

function publishing(l10n: Localizer) {
  return {
    publishForm: l10n.t('Publish a record'),
    topicPlaceholder: l10n.t('choose or type a topic'),
    topicShape: l10n.t('partitions: {0}, replicas: {1}'),
    topicMissing: l10n.t('This topic does not exist yet.'),
    topicRefused: l10n.t('It cannot be created.'),
    createTopic: l10n.t('Create it with {0} partitions'),
    nameFinding: l10n.t('About the topic name'),
    rulerLabel: l10n.t('The suggested name, segment by segment'),
    segmentKept: l10n.t('kept'),
    segmentAdded: l10n.t('added'),
    segmentWrong: l10n.t('changed'),
    useName: l10n.t('Use {0}'),
    why: l10n.t('Why?'),
    keepName: l10n.t('Keep {0}'),
    key: l10n.t('Key'),
    keyPlaceholder: l10n.t('none'),
    keyTo: l10n.t('→ partition {0}'),
    keyToMeans: l10n.t('The same key always goes to the same partition.'),
    value: l10n.t('Value'),
    valuePlaceholder: l10n.t('JSON, or any text'),
    tombstoneMeans: l10n.t('A null value goes out; the text is kept here.'),
    bytes: l10n.t('{0} B'),
    plainText: l10n.t('plain text'),
    emptyValue: l10n.t('empty: 0 bytes, which is not a tombstone'),
    brokenJson: l10n.t('not valid JSON; it can be sent all the same'),
    brokenJsonAt: l10n.t('not valid JSON at line {0}; it can be sent all the same'),
    headers: l10n.t('Headers'),
    headerName: l10n.t('Name of header {0}'),
    headerValue: l10n.t('Value of header {0}'),
    headerValueHint: l10n.t('value'),
    addHeader: l10n.t('add a header'),
    removeHeader: l10n.t('Remove header {0}'),
    options: l10n.t('Options'),
    partitionAuto: l10n.t('auto, by key'),
    copies: l10n.t('Copies'),
    tombstone: l10n.t('Tombstone'),
    tombstoneTag: l10n.t('tombstone'),
    nullValue: l10n.t('null value'),
    hintPartition: l10n.t('Every copy goes to partition {0}, whatever the key says.'),
    hintNoKey: l10n.t('Without a key, copies are dealt out evenly to {0} partitions.'),
    hintKey: l10n.t('All copies have the same key, so all go to the same partition, in order.'),
    publish: l10n.t('Publish'),
    publishMany: l10n.t('Publish {0}'),
    clearForm: l10n.t('Clear the form'),
  };
}

function sending(l10n: Localizer) {
  return {
    sendingNow: l10n.t('Sending: {0} of {1}'),
    sentOne: l10n.t('Sent: partition {0}, offset {1}, {2}'),
    sentManyToOne: l10n.t('Sent {0} to partition {1}, {2}'),
    sentMany: l10n.t('Sent {0} to {1} partitions, {2}'),
    sentSome: l10n.t('Sent {0} of {1}, then {2}'),
    recentSends: l10n.t('Recent sends'),
    thisSession: l10n.t('this session, newest 100'),
    clearList: l10n.t('Clear the list'),
    noSends: l10n.t('Nothing sent yet. Each send is listed here with its partition and offset.'),
    copiesOf: l10n.t('{0} copies'),
    noKey: l10n.t('no key'),
    offset: l10n.t('offset {0}'),
    offsets: l10n.t('offsets {0}–{1}'),
    somePartitions: l10n.t('{0} partitions'),
    refill: l10n.t('Fill the form with this record'),
    tooLargeToKeep: l10n.t('Too large to be kept'),
    to: l10n.t('to'),
    nothingSent: l10n.t('nothing is sent until you publish'),
    reasonNoTopic: l10n.t('choose a topic to publish to'),
    reasonMissing: l10n.t('{0} does not exist: create it first'),
    reasonPartition: l10n.t('{0} has no partition {1}'),
  };
}
