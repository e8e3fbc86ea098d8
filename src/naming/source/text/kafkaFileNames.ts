/** The topics of a `.kafka` file; one with a template in it is known only when it runs. */
import { parseKafkaFile } from '../../../kafkaFile/parse.ts';
import type { Found, Source } from '../recogniser.ts';

export function findInKafkaFile({ text }: Source): Found {
  const properties = parseKafkaFile(text).blocks.flatMap((block) => block.properties);
  return {
    names: properties
      .filter(
        ({ name, value }) => name.text === 'topic' && value.text !== '' && !/\{\{|\$\{/.test(value.text),
      )
      .map(({ value }) => ({ name: value.text, start: value.start, end: value.end })),
  };
}
