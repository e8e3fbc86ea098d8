/**
 * faker as template functions: what it offers, found by looking, and calls by name that cannot reach
 * anything else. faker itself is handed in, since it is a bundle of its own; see `templates.ts`.
 */
import type { Faker } from '@faker-js/faker';
import type { TemplateFunctions } from '../../kafkaFile/template.ts';

/** The modules of faker and their methods; calling one that is not listed throws. */
export function templateFunctions(faker: Faker): TemplateFunctions {
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
