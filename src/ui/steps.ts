/** Questions one after the other in the editor's own input: each can be gone back from, and nothing happens before the last one. */
import * as vscode from 'vscode';

export type Answer<Value> =
  | { readonly kind: 'next'; readonly value: Value }
  | { readonly kind: 'back' | 'cancel' };

/** What an answer says, in another form. */
export function mapped<From, To>(answer: Answer<From>, to: (value: From) => To): Answer<To> {
  return answer.kind === 'next' ? { kind: 'next', value: to(answer.value) } : answer;
}

export interface StepPlace {
  readonly title: string;
  readonly step: number;
  readonly total: number;
}

/** One question: asks, and puts the answer into what is known so far. */
export interface Step<Known> {
  /** Whether it has to be asked, given what is known; always when left out. */
  isNeeded?(known: Known): boolean;
  ask(known: Known, place: StepPlace): Promise<Answer<Partial<Known>>>;
}

/** @returns undefined when the user changes their mind */
export async function askSteps<Known extends object>(
  title: string,
  steps: readonly Step<Known>[],
  start: Known,
): Promise<Known | undefined> {
  let known = start;
  for (let index = 0; index < steps.length; ) {
    const needed = steps.filter((step) => step.isNeeded?.(known) ?? true);
    const step = steps[index];
    if (step === undefined || !needed.includes(step)) {
      index += 1;
      continue;
    }
    const place = { title, step: needed.indexOf(step) + 1, total: needed.length };
    const answer = await step.ask(known, place);
    if (answer.kind === 'cancel') return undefined;
    if (answer.kind === 'back') {
      const before = needed[needed.indexOf(step) - 1];
      index = before === undefined ? 0 : steps.indexOf(before);
    } else if (answer.kind === 'next') {
      known = { ...known, ...answer.value };
      index += 1;
    }
  }
  return known;
}

export interface InputQuestion {
  readonly prompt: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly password?: boolean;
  /** What is wrong with it, as a sentence; undefined when it will do. */
  problem?(text: string): string | undefined;
  /** Asked when there is no such problem: why somebody else, such as the cluster, refuses it. Then the text stays in the field. */
  refusal?(text: string): Promise<string | undefined>;
}

export function askText(question: InputQuestion, place: StepPlace): Promise<Answer<string>> {
  const input = vscode.window.createInputBox();
  present(input, place);
  input.prompt = question.prompt;
  input.value = question.value;
  input.placeholder = question.placeholder;
  input.password = question.password ?? false;
  const problem = (): string | undefined => question.problem?.(input.value.trim());
  return settle(input, (resolve) => {
    input.onDidChangeValue(() => {
      input.validationMessage = undefined;
    });
    input.onDidAccept(async () => {
      const value = input.value.trim();
      input.validationMessage = problem();
      if (problem() !== undefined) return;
      if (question.refusal !== undefined) {
        [input.busy, input.enabled] = [true, false];
        const refusal = await question.refusal(value);
        [input.busy, input.enabled] = [false, true];
        input.validationMessage = refusal;
        if (refusal !== undefined) return;
      }
      resolve({ kind: 'next', value });
    });
  });
}

export interface Choice<Value> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  readonly value: Value;
}

export function askChoice<Value>(
  placeholder: string,
  choices: readonly Choice<Value>[],
  current: Value,
  place: StepPlace,
): Promise<Answer<Value>> {
  const picker = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: Value }>();
  present(picker, place);
  picker.placeholder = placeholder;
  picker.matchOnDescription = true;
  picker.items = choices.map((choice) => ({ ...choice }));
  picker.activeItems = picker.items.filter((item) => item.value === current);
  return settle(picker, (resolve) => {
    picker.onDidAccept(() => {
      const [chosen] = picker.selectedItems;
      if (chosen !== undefined) resolve({ kind: 'next', value: chosen.value });
    });
  });
}

type Input = vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>;

/** Gives an input its title, its place among the steps, and a way back. */
export function present(input: Input, place: StepPlace): void {
  input.title = place.title;
  input.step = place.step;
  input.totalSteps = place.total;
  input.ignoreFocusOut = true;
  input.buttons = place.step > 1 ? [vscode.QuickInputButtons.Back] : [];
}

/** Shows an input until it is answered, gone back from or given up. */
export function settle<Value>(
  input: Input,
  listen: (resolve: (answer: Answer<Value>) => void) => void,
): Promise<Answer<Value>> {
  return new Promise((resolve) => {
    const end = (answer: Answer<Value>): void => {
      resolve(answer);
      input.dispose();
    };
    listen(end);
    input.onDidTriggerButton(() => end({ kind: 'back' }));
    input.onDidHide(() => end({ kind: 'cancel' }));
    input.show();
  });
}
