/**
 * The form of one record. Nothing in it blocks but what Kafka itself would refuse, a failure never empties it,
 * and nothing is sent without a press.
 */
import { html, nothing, type TemplateResult } from 'lit-html';
import type {
  ClusterSummary,
  Draft,
  DraftFacts,
  DraftProblem,
  PanelStrings,
  Schedule,
  Send,
} from '../../src/ui/panel/messages.ts';
import { startCluster } from '../actions.ts';
import { Combobox } from '../combobox.ts';
import { button, dropdown, iconButton, textField } from '../controls.ts';
import { icon } from '../icons.ts';
import { byteLength, fill, type Numbers } from '../words.ts';
import { problemLines } from './draftProblems.ts';
import { editRow, removeRow, shownRows } from './headerRows.ts';
import { namingFinding } from './namingFinding.ts';
import { canPublish, changeDraft, createTopic, pressPrimary, publish } from './publishActions.ts';
import { optionLine } from './publishOptions.ts';
import { outcomeOf, resultLine } from './sendWords.ts';
import { templateChoices } from './templateChoices.ts';
import { insertAtCaret, valueEditor } from './valueEditor.ts';
import { valueHint } from './valueHint.ts';

const topicBox = new Combobox('topic');

export interface FormInput {
  readonly strings: PanelStrings;
  readonly numbers: Numbers;
  readonly cluster: ClusterSummary;
  readonly draft: Draft;
  readonly facts: DraftFacts | null;
  readonly keptNames: ReadonlySet<string>;
  readonly sending: { readonly sent: number; readonly total: number } | null;
  readonly result: Send | null;
  readonly problems: readonly DraftProblem[];
  readonly schedule: Schedule | null;
  readonly isReadOnly: boolean;
  /** `Ctrl Enter`, or as the platform writes it. */
  readonly publishKey: string;
}

export function publishForm(input: FormInput): TemplateResult {
  const { strings } = input;
  return html`<form
    class="form"
    aria-label=${strings.publishForm}
    data-region
    @submit=${(event: Event) => event.preventDefault()}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        pressPrimary();
      }
    }}
  >
    ${topicLine(input)}${keyLine(input)}${valueLine(input)}${headerLines(input)}${optionLine(input)}${foot(input)}
  </form>`;
}

function topicLine({ strings, cluster, draft, facts, keptNames }: FormInput): TemplateResult {
  const isKnown = cluster.status === 'running' && facts?.topic === draft.topic && draft.topic !== '';
  const known = isKnown && facts !== null ? facts : undefined;
  const finding = known?.finding ?? null;
  const speaks = finding !== null && (finding.blocking || !keptNames.has(draft.topic));
  return html`<div class="line"><label for="topic">${strings.topic}</label>
    <div>${topicBox.template({
      label: strings.topic,
      icon: 'list-flat',
      value: draft.topic,
      options: cluster.topics.map((topic) => topic.name),
      placeholder: strings.topicPlaceholder,
      noMatch: strings.noMatch,
      more: (count) => fill(strings.moreOptions, count),
      invalid: speaks || known?.exists === false,
      onInput: (topic) => changeDraft({ topic: topic.trim() }),
      onChoose: (topic) => changeDraft({ topic: topic.trim() }),
    })}</div>
    <div class="hint topic">${known === undefined ? nothing : existence(known, strings)}</div>
    ${speaks ? namingFinding(draft.topic, finding, strings) : nothing}
  </div>`;
}

/** Whether the topic is there, and when it is not, the way to make it: said before anything is sent. */
function existence(facts: DraftFacts, strings: PanelStrings): TemplateResult {
  if (facts.exists) {
    return html`<span>${fill(strings.topicShape, facts.partitions, facts.replicas)}</span>`;
  }
  if (facts.refusal !== null) {
    return html`<span class="fact bad" title=${facts.refusal}>${icon('error')}<span class="cut"
        >${strings.topicRefused} ${facts.refusal}</span
      ></span>`;
  }
  return html`<span class="fact warn">${icon('warning')}<span>${strings.topicMissing}</span></span>
    ${button({
      label: fill(strings.createTopic, facts.partitions),
      icon: 'add',
      onPress: () => createTopic(facts.topic),
    })}`;
}

function keyLine({ strings, draft, facts, problems }: FormInput): TemplateResult {
  return html`<div class="line"><label for="key">${strings.key}</label>
    <div>
      ${textField({
        id: 'key',
        label: strings.key,
        value: draft.key,
        placeholder: strings.keyPlaceholder,
        onInput: (key) => changeDraft({ key }),
      })}
      <span class="keyTo muted" title=${strings.keyToMeans}>${keyWords(draft, facts, strings)}</span>
      ${formatChoice(strings.keyFormat, draft.keyFormat, (keyFormat) => changeDraft({ keyFormat }))}
    </div>
    ${problemLines(problems, 'key', 'keyFormat')}
  </div>`;
}

function keyWords(draft: Draft, facts: DraftFacts | null, strings: PanelStrings): string {
  if (draft.partition !== null) {
    return fill(strings.keyTo, draft.partition);
  }
  if (facts === null || facts.topic !== draft.topic || facts.key !== draft.key) return '';
  if (facts.keyVaries) return strings.keyVaries;
  return facts.keyPartition === null ? '' : fill(strings.keyTo, facts.keyPartition);
}

const formats = [
  'string',
  'string(base64)',
  'string(hex)',
  'string(latin1)',
  'string(utf16le)',
  'long',
  'integer',
  'short',
  'double',
  'float',
];

/** The formats of `.kafka` files; one that came from a file stays among them. */
function formatChoice(label: string, value: string, onChoose: (format: string) => void): TemplateResult {
  const chosen = value === '' || value === 'string(utf8)' ? 'string' : value;
  const all = formats.includes(chosen) ? formats : [...formats, chosen];
  return html`<span class="format">${dropdown({
    label,
    value: chosen,
    options: all.map((format) => ({ value: format, label: format })),
    onChoose: (format) => onChoose(format === 'string' ? '' : format),
  })}</span>`;
}

function valueLine({ strings, numbers, draft, problems }: FormInput): TemplateResult {
  const isWrong = problems.some(({ field }) => field === 'value' || field === 'valueFormat');
  return html`<div class="line vline"><label for="value">${strings.value}</label>
    <div>${valueEditor({
      id: 'value',
      label: strings.value,
      value: draft.value,
      disabled: draft.tombstone,
      invalid: isWrong,
      placeholder: strings.valuePlaceholder,
      onInput: (value) => changeDraft({ value }),
    })}</div>
    <div class="hint">${draft.tombstone ? strings.tombstoneMeans : valueWords(draft.value, strings, numbers)}
      ${!draft.tombstone && /\{\{[a-z$]/.test(draft.value) ? html`<span class="spare">${strings.templatesDiffer}</span>` : nothing}
      <span class="grow"></span>
      ${dropdown({
        label: strings.insertTemplate,
        value: '',
        disabled: draft.tombstone,
        options: [
          { value: '', label: strings.insertTemplate },
          ...templateChoices.map((template) => ({ value: template, label: template })),
        ],
        onChoose: (template) => insertAtCaret('value', template),
      })}
      ${formatChoice(strings.valueFormat, draft.valueFormat, (valueFormat) => changeDraft({ valueFormat }))}
    </div>
    ${problemLines(problems, 'value', 'valueFormat')}
  </div>`;
}

function valueWords(text: string, strings: PanelStrings, numbers: Numbers): TemplateResult {
  const hint = valueHint(text);
  const size = html`<span>${fill(strings.bytes, numbers.count(byteLength(text)))}</span>`;
  switch (hint.kind) {
    case 'json':
      return html`<span class="fact ok">${icon('check')}JSON</span>${size}`;
    case 'text':
      return html`<span>${strings.plainText}</span>${size}`;
    case 'empty':
      return html`<span>${strings.emptyValue}</span>`;
    case 'brokenJson': {
      const { at } = hint;
      const words = at === undefined ? strings.brokenJson : fill(strings.brokenJsonAt, at.line, at.column);
      return html`<span class="fact warn" title=${words}>${icon('warning')}<span class="cut">${words}</span></span>${size}`;
    }
  }
}

function headerLines({ strings, draft, problems }: FormInput): TemplateResult {
  const { headers } = draft;
  return html`<div class="line"><span class="label">${strings.headers}</span>
    <div class="headers">${shownRows(headers).map(
      (row, index) =>
        html`${textField({
          label: fill(strings.headerName, index + 1),
          value: row.key,
          placeholder: index === headers.length ? strings.addHeader : '',
          onInput: (key) => changeDraft({ headers: editRow(headers, index, { key }) }),
        })}${textField({
          label: fill(strings.headerValue, index + 1),
          value: row.value,
          placeholder: index === headers.length ? strings.headerValueHint : '',
          onInput: (value) => changeDraft({ headers: editRow(headers, index, { value }) }),
        })}${
          index === headers.length
            ? html`<span></span>`
            : iconButton({
                icon: 'close',
                label: fill(strings.removeHeader, row.key),
                onPress: () => changeDraft({ headers: removeRow(headers, index) }),
              })
        }`,
    )}</div>
    ${problemLines(problems, 'headers')}
  </div>`;
}

function foot(input: FormInput): TemplateResult {
  const { strings, numbers, draft, sending, schedule, publishKey, problems } = input;
  const disabled = sending !== null || !canPublish();
  const isOffline = input.cluster.status !== 'running';
  const reason = isOffline ? strings.notStarted : input.isReadOnly ? strings.readOnlyReason : undefined;
  const tooltip = reason === undefined ? {} : { tooltip: reason };
  const many = (copies: number): TemplateResult =>
    button({
      label: fill(strings.publishMany, numbers.count(copies)),
      disabled,
      ...tooltip,
      onPress: () => publish(copies),
    });
  const [label, iconName] =
    schedule !== null
      ? ([fill(strings.stopSchedule, numbers.count(schedule.sent)), 'debug-stop'] as const)
      : draft.every !== ''
        ? ([fill(strings.startSchedule, draft.every), 'play'] as const)
        : ([
            draft.copies === 1 ? strings.publish : fill(strings.publishMany, numbers.count(draft.copies)),
            'send',
          ] as const);
  return html`${problemLines(problems, null, 'topic', 'cluster')}<div class="foot">
    ${button({
      label,
      icon: iconName,
      appearance: 'primary',
      key: publishKey,
      disabled: schedule === null && disabled,
      ...tooltip,
      onPress: pressPrimary,
    })}
    ${many(10)}${many(1_000)}
    ${isOffline ? button({ label: strings.startCluster, icon: 'play', onPress: startCluster }) : nothing}
    <span class="grow cut result">${footWords(input)}</span>
  </div>`;
}

function footWords({
  strings,
  numbers,
  sending,
  result,
  isReadOnly,
  cluster,
}: FormInput): TemplateResult | string | typeof nothing {
  if (cluster.status !== 'running')
    return html`<span class="fact">${icon('warning')}<span class="cut">${strings.notStarted}</span></span>`;
  if (isReadOnly)
    return html`<span class="fact">${icon('lock')}<span class="cut">${strings.readOnlyReason}</span></span>`;
  return sending === null
    ? resultWords(result, strings, numbers)
    : fill(strings.sendingNow, numbers.count(sending.sent), numbers.count(sending.total));
}

function resultWords(
  result: Send | null,
  strings: PanelStrings,
  numbers: Numbers,
): TemplateResult | typeof nothing {
  if (result === null) {
    return nothing;
  }
  const { look, iconName } = outcomeOf(result);
  const words = resultLine(result, strings, numbers);
  return html`<span class="fact ${look}" title=${words}>${icon(iconName)}<span class="cut">${words}</span></span>`;
}
