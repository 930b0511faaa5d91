import { execa } from 'execa';
import { findProgram } from '../../harness/engine/apt.ts';
import { findEngine } from '../../harness/engine/find.ts';
import { thisHost } from '../../harness/engine/host.ts';

const present = {
  engine: async () => (await findEngine(thisHost(process.env))).address !== null,
  registry: async () => (await findProgram('docker-registry')) !== null,
  chromium: async () => (await findProgram('chromium')) !== null,
  mmdebstrap: async () => (await findProgram('mmdebstrap')) !== null,
  'git-http-backend': () =>
    execa('git', ['http-backend'], { reject: false, env: { REQUEST_METHOD: 'GET' } }).then(
      ({ stdout, failed }) => !failed || stdout !== '',
    ),
} as const;
export type Need = keyof typeof present;

/**
 * Whether a suite must be skipped because the machine lacks something that `npm test` could not get either:
 * `describe.skipIf(await lacks('engine'))`. Never in continuous integration, where what is missing must fail.
 */
export const lacks = async (...needs: readonly Need[]): Promise<boolean> => {
  if (process.env.CI === 'true') return false;
  const found = await Promise.all(needs.map((need) => present[need]()));
  return found.includes(false);
};
