/**
 * Words for environments: which cluster a topic is on is not the business of its name.
 */

const environments = new Set(
  (
    'dev develop development int integration local nonprod perf preprod prd prod production qa sandbox ' +
    'sit stage staging stg test testing tst uat'
  ).split(' '),
);

/** Those that stand for an environment even as a word inside a segment: `prod-orders`, but not `test-orders`. */
const unmistakable = new Set('dev preprod prd prod production qa stage staging stg uat'.split(' '));

/** True for a whole segment such as `dev` or `PROD`. */
export function isEnvironment(text: string): boolean {
  return environments.has(text.toLowerCase());
}

/** True for a word of a segment that can hardly mean anything else. */
export function isEnvironmentWord(text: string): boolean {
  return unmistakable.has(text.toLowerCase());
}
