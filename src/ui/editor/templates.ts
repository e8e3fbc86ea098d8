/** Loads the template functions once, when first needed, and tells whoever is drawn before they are there. */
import type { TemplateFunctions } from '../../kafkaFile/template.ts';

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
    const { fakerFunctions } = await import('./templateFunctions.ts');
    this.#functions = fakerFunctions();
    return this.#functions;
  }
}
