import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';

/**
 * The project's own modules, evaluated anew for one spec file as jest does it. Packages are shared by all spec files:
 * loading them again is what takes the time.
 */
export class ModuleRegistry {
  #evaluations;
  #jestFor;
  #loaded = new Map();
  #mocks = new Map();

  /** @param jestFor makes the `jest` object of the module at a path. */
  constructor(evaluations, jestFor) {
    this.#evaluations = evaluations;
    this.#jestFor = jestFor;
  }

  /** The module that the one at `from` calls `request`. */
  load(from, request) {
    const path = this.#resolve(from, request);
    const factory = this.#mocks.get(path);
    if (factory === undefined) return this.loadActual(from, request);
    return this.#once(`mock of ${path}`, (module) => {
      module.exports = factory();
    });
  }

  /** The same, also when it is mocked. */
  loadActual(from, request) {
    const path = this.#resolve(from, request);
    const evaluate = this.#evaluations.get(path);
    if (evaluate === undefined) return createRequire(from)(request);
    return this.#once(path, (module) => {
      const require = (wanted) => this.load(path, wanted);
      evaluate.call(module.exports, module.exports, require, module, path, dirname(path), this.#jestFor(path));
    });
  }

  mock(from, request, factory) {
    this.#mocks.set(this.#resolve(from, request), factory);
  }

  unmock(from, request) {
    this.#mocks.delete(this.#resolve(from, request));
  }

  reset() {
    this.#loaded = new Map();
  }

  /** What `load` loads is evaluated for it alone. */
  isolate(load) {
    const shared = this.#loaded;
    this.reset();
    try {
      load();
    } finally {
      this.#loaded = shared;
    }
  }

  #once(id, evaluate) {
    const known = this.#loaded.get(id);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    this.#loaded.set(id, module);
    try {
      evaluate(module);
    } catch (error) {
      this.#loaded.delete(id);
      throw error;
    }
    return module.exports;
  }

  #resolve(from, request) {
    if (this.#evaluations.has(request)) return request;
    if (!request.startsWith('.')) return request;
    const path = resolve(dirname(from), request);
    return [path.replace(/\.js$/, '.ts'), `${path}.ts`].find((source) => this.#evaluations.has(source)) ?? path;
  }
}
