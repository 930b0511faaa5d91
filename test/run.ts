import { parseCLI, startVitest, type TestModule } from 'vitest/node';
import { aptInstall, canInstall, findProgram } from '../harness/engine/apt.ts';
import { ensureEngine } from '../harness/engine/ensure.ts';
import { thisHost } from '../harness/engine/host.ts';
import { offeredBy, openImages } from '../harness/engine/images.ts';
import { HarnessError } from '../harness/errors.ts';

const host = thisHost(process.env);
const signal = AbortSignal.timeout(15 * 60_000);
const began = performance.now();

const say = (line: string): void =>
  console.log(`[${((performance.now() - began) / 1000).toFixed(0).padStart(3)} s] ${line}`);
const waitingFor = (what: string): void => say(`waiting for ${what}`);

/** Debian packages by the program that tests look for. */
const tools = {
  'docker-registry': 'docker-registry',
  chromium: 'chromium',
  mmdebstrap: 'mmdebstrap',
} as const;

const getTools = async (): Promise<void> => {
  const entries = Object.entries(tools);
  const found = await Promise.all(entries.map(([program]) => findProgram(program)));
  const packages = entries.filter((_, place) => found[place] === null).map(([, name]) => name);
  if (packages.length === 0) return;
  if (!(await canInstall(host)))
    return say(`not here, and not installed without root: ${packages.join(', ')}`);
  await aptInstall({ packages, host, signal, waitingFor });
};

const getImages = async (): Promise<void> => {
  const { client } = await ensureEngine({ host, signal, waitingFor });
  const images = openImages({ client, host, signal });
  for (const { runtime, version } of offeredBy(images)) await images[runtime].ensure(version, waitingFor);
};

/** What cannot be had is said, and the suites that need it say so again: skipped here, failed where CI is true. */
const attempt = async (get: () => Promise<void>): Promise<void> => {
  try {
    await get();
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    say(`${error.message} ${error.hint}`);
  }
};

type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

/** A file that could not be loaded, or a hook that failed, counts as one failure beside its tests. */
const countsOf = (modules: readonly TestModule[]): Counts => {
  const states = modules
    .flatMap((module) => [...module.children.allTests()])
    .map((test) => test.result().state);
  const broken = modules.filter((module) => module.errors().length > 0).length;
  const suites = modules.flatMap((module) => [...module.children.allSuites()]);
  const brokenSuites = suites.filter((suite) => suite.errors().length > 0).length;
  const count = (state: string) => states.filter((one) => one === state).length;
  return {
    passed: count('passed'),
    failed: count('failed') + broken + brokenSuites,
    skipped: count('skipped') + count('pending'),
  };
};

const runTests = async (args: readonly string[]): Promise<Counts> => {
  const { filter, options } = parseCLI(['vitest', 'run', ...args]);
  const vitest = await startVitest(filter, { ...options, watch: false });
  const counts = countsOf(vitest.state.getTestModules());
  const unhandled = vitest.state.getUnhandledErrors().length;
  await vitest.close();
  return { ...counts, failed: counts.failed + unhandled };
};

await attempt(getTools);
await attempt(getImages);
const { passed, failed, skipped } = await runTests(process.argv.slice(2));
const missed = process.env.CI === 'true' && skipped > 0;
process.exitCode = failed > 0 || missed || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
