/** The words of the Messages view. */
import type { Localizer } from '../strings.ts';

export function recordsStrings(l10n: Localizer) {
  return { ...choosing(l10n), ...listing(l10n), ...detail(l10n), ...states(l10n) };
}

function choosing(l10n: Localizer) {
  return {
    recordsToolbar: l10n.t('What to read'),
    recordsFrom: l10n.t('Where to start'),
    fromTail: l10n.t('from live tail'),
    fromEarliest: l10n.t('from earliest'),
    fromLatest: l10n.t('from latest'),
    fromOffset: l10n.t('from offset…'),
    fromTime: l10n.t('from time…'),
    offsetField: l10n.t('Offset to start at'),
    offsetHint: l10n.t('an offset, Enter'),
    timeField: l10n.t('Time to start at'),
    timeHint: l10n.t('14:05, 10m, 2026-11-22 14:05'),
    partitionsAll: l10n.t('partitions: all {0}'),
    partitionsOne: l10n.t('partitions: only {0}'),
    partitionsSome: l10n.t('partitions: {0} of {1}'),
    choosePartitions: l10n.t('Partitions to read'),
    everyPartition: l10n.t('All partitions'),
    recordsFilter: l10n.t('Filter'),
    filterRecords: l10n.t('Filter by key, value and headers (/)'),
    filterHint: l10n.t('filter key, value, headers'),
    expressionHint: l10n.t('value.amount > 30000 && headers.source == "app"'),
    matchCase: l10n.t('Match case'),
    useRegex: l10n.t('Regular expression (RE2)'),
    useExpression: l10n.t(
      'Expression (CEL): key, value, headers, offset, partition, timestamp, size, tombstone',
    ),
    clearFilter: l10n.t('Clear the filter'),
    pauseRecords: l10n.t('Pause (Space)'),
    followRecords: l10n.t('Go on (Space)'),
    exportRecords: l10n.t('Export…'),
    histogram: l10n.t('Records per {0}; the brush selects {1} to {2}'),
    recordsPer: l10n.t('records / {0}'),
    brushLength: l10n.t('brush: {0}'),
    brushLast: l10n.t('brush: last {0}'),
    brushRecords: l10n.t('{0} records'),
    brushStart: l10n.t('Start of the brush'),
    brushEnd: l10n.t('End of the brush'),
    zoomIn: l10n.t('Show only the time of the brush'),
    zoomOut: l10n.t('Show all the time there are records of'),
    noHistogram: l10n.t('Not counted over time: {0}'),
  };
}

function listing(l10n: Localizer) {
  return {
    records: l10n.t('Records'),
    columnTime: l10n.t('Time'),
    columnPartition: l10n.t('P'),
    columnOffset: l10n.t('Offset'),
    columnKey: l10n.t('Key'),
    columnValue: l10n.t('Value'),
    columnHeaders: l10n.t('H'),
    columnSize: l10n.t('Size'),
    resizeColumn: l10n.t('Width of the column {0}'),
    tombstoneRow: l10n.t('null value: deletes the key when compacted'),
    binaryTag: l10n.t('binary'),
    emptyTag: l10n.t('empty'),
    recordsNone: l10n.t('Choose a topic to see its messages.'),
    recordsNoneWhy: l10n.t('Reading joins no group and commits nothing.'),
    recordsEmpty: l10n.t('No record yet.'),
    recordsEmptyLive: l10n.t('The tail is live: a record shows here the moment it is written.'),
    recordsEmptyEnd: l10n.t(
      'There is none in what you chose to read. Start earlier, or take more partitions.',
    ),
    recordsFiltered: l10n.t('No record passes the filter.'),
    recordsFilteredWhy: l10n.t('{0} were looked at.'),
    publishRecord: l10n.t('Publish a record'),
  };
}

function detail(l10n: Localizer) {
  return {
    recordDetail: l10n.t('Record at offset {1} of partition {0}'),
    previousRecord: l10n.t('Newer record'),
    nextRecord: l10n.t('Older record'),
    closeDetail: l10n.t('Close (Esc)'),
    editResend: l10n.t('Edit & resend'),
    copyKafka: l10n.t('Copy as .kafka'),
    copyKey: l10n.t('Copy the key'),
    copyValue: l10n.t('Copy the value'),
    timestamp: l10n.t('Timestamp'),
    size: l10n.t('Size'),
    inBatch: l10n.t('in a batch of {0}, {1}'),
    notCompressed: l10n.t('not compressed'),
    leaderEpoch: l10n.t('Leader epoch'),
    transaction: l10n.t('Transaction'),
    inTransaction: l10n.t('written in a transaction'),
    ofText: l10n.t('string, {0}'),
    ofBinary: l10n.t('binary, {0}'),
    ofJson: l10n.t('JSON, {0}'),
    moreHeaders: l10n.t('{0} more are not shown'),
    showAs: l10n.t('Show the value as'),
    asRaw: l10n.t('raw'),
    asPretty: l10n.t('pretty'),
    asHex: l10n.t('hex'),
    firstOf: l10n.t('the first {0} of {1}'),
    showAll: l10n.t('Show all'),
  };
}

function states(l10n: Localizer) {
  return {
    shownOfRead: l10n.t('{0} shown of {1} read'),
    keepsNewest: l10n.t('keeps the newest {0}, older ones leave the list'),
    keepsBytes: l10n.t('keeps {0}, older ones leave the list'),
    fullAt: l10n.t('{0} read, and no more are kept: start later to read on'),
    loadingRecords: l10n.t('reading: {0} of {1}'),
    cancel: l10n.t('Cancel'),
    cancelled: l10n.t('cancelled'),
    readAll: l10n.t('all that was asked for'),
    readAgain: l10n.t('Read again'),
    heldSelection: l10n.t('held at your selection'),
    heldScroll: l10n.t('held where you scrolled'),
    heldPause: l10n.t('paused'),
    newerCount: l10n.t('{0} newer'),
    follow: l10n.t('Follow'),
    filteringNow: l10n.t('filtering'),
    joinsNothing: l10n.t('joins no group, commits nothing'),
    badRegex: l10n.t('The regular expression is not valid: {0}'),
    badExpression: l10n.t('The expression is not valid: {0}'),
    badResult: l10n.t('The expression must be true or false; this one is of type {0}'),
    badOffset: l10n.t('An offset is a whole number from 0'),
    badTime: l10n.t('Not a time: write 14:05, 10m for ten minutes ago, or 2026-11-22 14:05'),
    partitionStarts: l10n.t('Partition {0} has no offset {1}: it is read from {2}'),
    partitionLeaderless: l10n.t('Partition {0} has no leader: the others are read'),
    topicGone: l10n.t('There is no topic {0}.'),
    copiedKey: l10n.t('The key is copied.'),
    copiedValue: l10n.t('The value is copied.'),
    copiedKafka: l10n.t('Copied as a block for a .kafka file.'),
    notText: l10n.t('This record is not text, so a form cannot hold it. Copy it as .kafka instead.'),
    recordGone: l10n.t('The record has left the list.'),
    exporting: l10n.t('exporting: {0} of {1}'),
    exported: l10n.t('{0} records are in {1}'),
    exportFailed: l10n.t('The export failed: {0}'),
  };
}
