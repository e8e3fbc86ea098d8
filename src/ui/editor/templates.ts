/** Loads faker once, when a file first needs it: half a megabyte that most sessions never do. */
import type { TemplateFunctions } from '../../kafkaFile/template.ts';
import { templateFunctions } from './templateFunctions.ts';

export class Templates {
  #functions: TemplateFunctions | undefined;
  #loading: Promise<TemplateFunctions> | undefined;

  /** The functions when they have been loaded. */
  get loaded(): TemplateFunctions | undefined {
    return this.#functions;
  }

  load(): Promise<TemplateFunctions> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  async #load(): Promise<TemplateFunctions> {
    const { faker } = await import('@faker-js/faker/locale/en');
    this.#functions = templateFunctions(faker);
    return this.#functions;
  }
}
