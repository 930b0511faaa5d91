const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { basename, dirname, join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { constants, Script } = require('node:vm');

/** What lives for a second has no use of much that V8 makes faster beside it: it takes more of the processors than it gives back. */
const shortLived = [
  '--no-opt',
  '--invocation-count-for-maglev=1000',
  '--liftoff-only',
  '--no-wasm-tier-up',
  '--no-wasm-dynamic-tiering',
  '--wasm-lazy-validation',
];

/** Most patterns are asked more than once, and are compiled once where the first time is not treated apart. */
const longer = ['--invocation-count-for-maglev=2000', '--no-regexp-tier-up'];

/** V8's switches, by program. Set here rather than on the command line, where any of them makes Node compile its own modules anew. */
const switches = { cli: longer, child: shortLived, 'rules-child': shortLived };

/** Latin-1 is what the files are written in, and read at once: `build.ts` leaves no other letter in them. */
const scriptOf = (path, compiled) =>
  new Script(`(function (require, module, exports, __filename) {${readFileSync(path, 'latin1')}\n})`, {
    filename: path,
    cachedData: existsSync(compiled) ? readFileSync(compiled) : undefined,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });

/** Loads files of one bundle, each once, as the program `name` sees them: code that was compiled under other switches is refused. */
const loaderFor = (name) => {
  const loaded = new Map();
  const load = (path) => {
    const before = loaded.get(path);
    if (before) return before.module.exports;
    const compiled = `${path}.${name}.compiled`;
    const script = scriptOf(path, compiled);
    const module = { exports: {} };
    loaded.set(path, { module, script, compiled });
    const installed = createRequire(path);
    const require = (wanted) =>
      wanted.startsWith('./') ? load(join(dirname(path), wanted)) : installed(wanted);
    script.runInThisContext()(require, module, module.exports, path);
    return module.exports;
  };
  return { load, loaded };
};

/**
 * Runs a bundled program. What V8 compiled of it when it was bundled is not compiled again; the code that another Node has compiled
 * V8 refuses, and compiles its own. With `keep`, what this run compiles is written beside the program at its end, for later runs:
 * never where a candidate's files are read.
 */
const launch = (path, { keep = false } = {}) => {
  const name = basename(path, '.cjs');
  for (const flag of switches[name] ?? []) setFlagsFromString(flag);
  // Otherwise what has not run for a while is forgotten.
  if (keep) setFlagsFromString('--no-flush-bytecode');
  const { load, loaded } = loaderFor(name);
  load(path);
  if (!keep) return;
  process.on('exit', () => {
    setFlagsFromString('--flush-bytecode');
    for (const { script, compiled } of loaded.values()) writeFileSync(compiled, script.createCachedData());
  });
};

module.exports = { launch };

if (require.main === module) {
  const [node, , ...given] = process.argv;
  const keep = given[0] === '--keep';
  process.argv = [node, ...given.slice(keep ? 1 : 0)];
  launch(process.argv[1], { keep });
}
