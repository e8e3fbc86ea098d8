/**
 * `npm run simulate:mutations -- [--rewrite] [--missing] [--only TEXT]`: makes each deliberate mistake in turn and looks
 * for the first seed whose history finds it. `--rewrite` writes down what it found; `--missing` makes only the mistakes
 * that no seed was found for yet.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type CaughtMutation, caughtPath, formatCaught, readCaught } from './caught.ts';
import { findCatchingSeed } from './findCatchingSeed.ts';
import { type Mutation, mutations } from './mutationList.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    missing: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '300' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    rewrite: { type: 'boolean', default: false },
  },
});

const found = new Map(readCaught().map((caught) => [caught.name, caught]));
const waiting = mutations.filter(
  ({ name }) => name.includes(values.only) && !(values.missing && found.has(name)),
);
const missed: string[] = [];
await Promise.all(Array.from({ length: Number(values.jobs) }, work));
process.stdout.write(`${missed.length} mutations not caught\n`);
process.exitCode = missed.length === 0 ? 0 : 1;

async function work(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await look(next);
}

async function look(mutation: Mutation): Promise<void> {
  const { name } = mutation;
  const caught = await findCatchingSeed(mutation, Number(values.seeds), found.get(name));
  if (caught === undefined) {
    missed.push(name);
    found.delete(name);
    process.stdout.write(`NOT CAUGHT: ${name}\n`);
  } else {
    found.set(name, caught);
    process.stdout.write(`seed ${caught.seed} catches: ${name}\n  ${caught.how}\n`);
  }
  if (values.rewrite) writeFileSync(caughtPath, formatCaught(inOrder()));
}

function inOrder(): readonly CaughtMutation[] {
  return mutations.map(({ name }) => found.get(name)).filter((caught) => caught !== undefined);
}
