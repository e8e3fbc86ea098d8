/**
 * faker's functions for templates. Its own bundle, loaded when a file first calls one: half a megabyte
 * that most sessions never need. It imports neither vscode nor anything that is in the main bundle.
 */
import { faker } from '@faker-js/faker/locale/en';
import type { TemplateFunctions } from '../../kafkaFile/template.ts';

/** The modules of faker and their methods; calling one that is not listed throws. */
export function fakerFunctions(): TemplateFunctions {
  const modules = new Map<string, ReadonlySet<string>>();
  for (const [name, module] of Object.entries(faker)) {
    const methods = methodsOf(module);
    if (methods.size > 0 && !internal.has(name)) {
      modules.set(name, methods);
    }
  }
  return {
    modules,
    seed: (seed) => {
      faker.seed(seed);
    },
    call: (module, method, values) => {
      const owner: unknown =
        modules.get(module)?.has(method) === true ? Reflect.get(faker, module) : undefined;
      const run: unknown = owner === undefined ? undefined : Reflect.get(Object(owner), method);
      if (typeof run !== 'function') {
        throw new Error(`${module}.${method} is no template function`);
      }
      return Reflect.apply(run, owner, values);
    },
  };
}

/** Not modules of random data: settings of the generator itself, and its definitions. */
const internal = new Set(['definitions', 'fakerCore', 'rawDefinitions']);

function methodsOf(module: unknown): ReadonlySet<string> {
  const methods = new Set<string>();
  let owner: unknown = module;
  while (typeof owner === 'object' && owner !== null && owner !== Object.prototype) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      if (name !== 'constructor' && /^[a-zA-Z]\w*$/.test(name) && isMethod(owner, name)) {
        methods.add(name);
      }
    }
    owner = Object.getPrototypeOf(owner);
  }
  return methods;
}

function isMethod(owner: object, name: string): boolean {
  return typeof Object.getOwnPropertyDescriptor(owner, name)?.value === 'function';
}
