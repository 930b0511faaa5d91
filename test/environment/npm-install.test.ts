import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineOrSkip, openEngine, order, smallBox, type TestEngine } from '../helpers/docker.ts';
import { submission } from '../start/submission.ts';
import { type Provisioning, provisioning } from './provisioning.ts';

/** A list that nobody has installed before: layers are found by content. */
const fresh = `1.0.${Date.now()}`;
const scripts = { preinstall: 'touch /tmp/pwned pwned', postinstall: 'touch /tmp/pwned pwned' };
const packageOf = (content: object): string => JSON.stringify({ scripts, ...content }, null, 2);

describe.skipIf(await engineOrSkip())('npm on a real engine', { timeout: 240_000 }, () => {
  let engine: TestEngine;
  let provision: Provisioning;
  beforeAll(async () => {
    engine = await openEngine();
    provision = provisioning(engine);
  });
  afterAll(async () => {
    await provision[Symbol.asyncDispose]();
    await engine[Symbol.asyncDispose]();
  });

  test('packages are installed, no script runs, and nothing stands in for Node', async () => {
    const dependencies = { 'left-pad': '1.3.0', mkdirp: '^3.0.0', evil: 'git+https://evil.example/x.git' };
    // The override makes the list a new one, and changes nothing.
    const files = { 'package.json': packageOf({ dependencies, overrides: { nothing: fresh } }) };
    const provisioned = await provision(submission(files), { index: null });
    const { evidence, layer, image, env } = provisioned;
    expect(evidence).toMatchObject({
      runtime: { name: 'node', used: '24' },
      declared: { kind: 'npm', blocked: [{ text: 'evil: git+https://evil.example/x.git' }] },
      resolve: { outcome: 'ok' },
      install: { outcome: 'ok' },
    });
    expect(evidence.packages.map(({ name }) => name).toSorted()).toEqual(['left-pad', 'mkdirp']);
    await using sandbox = await engine.provider.open({ ...smallBox, image, layer, env });
    await sandbox.put(provisioned.files);
    const seen = await sandbox.exec(
      order(
        `ls -A node_modules ${layer?.path} ${layer?.path}/node_modules; find / -name pwned 2>/dev/null; which node npm python3 mkdirp; node -p "require('left-pad')(7, 3, '0')"; touch node_modules/.cache node_modules/left-pad/x`,
      ),
    );
    expect(seen.stdout).toMatch(
      /^\/usr\/local\/bin\/node\n\/usr\/local\/bin\/npm\n\/usr\/bin\/python3\n\S+\/node_modules\/\.bin\/mkdirp$/m,
    );
    expect(seen.stdout).toMatch(/^007$/m);
    expect(seen.stdout).not.toContain('pwned');
    expect(seen.stdout).not.toMatch(/package-lock|^package\.json/m);
    expect(seen.stderr).toMatch(/left-pad\/x.*Read-only file system/);
    expect(seen.stderr).not.toContain('.cache');
  });

  test('a digest that is not that of the package stops the install, and is said', async () => {
    const files = {
      'package.json': packageOf({ dependencies: { 'left-pad': '1.3.0' } }),
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: {
          '': { dependencies: { 'left-pad': '1.3.0' } },
          'node_modules/left-pad': {
            version: '1.3.0',
            resolved: 'https://evil.example/left-pad.tgz',
            integrity: `sha512-${Buffer.from(fresh.padEnd(64, 'x')).toString('base64')}`,
          },
        },
      }),
    };
    const { evidence, layer } = await provision(submission(files), { index: null });
    expect(layer).toBeNull();
    expect(evidence.install).toMatchObject({ outcome: 'failed', cause: { kind: 'unresolvable' } });
    expect(evidence.install.line).toMatch(/integrity/i);
  });

  test('a lock that does not fit its package.json is left, and so is said', async () => {
    const files = {
      'package.json': packageOf({ dependencies: { 'left-pad': '1.3.0' }, overrides: { nothing: fresh } }),
      'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { '': {} } }),
    };
    const { evidence } = await provision(submission(files), { index: null });
    expect(evidence.loosened).toEqual([
      { requirement: 'package-lock.json', became: null, because: 'it does not agree with package.json' },
    ]);
    expect(evidence.packages).toEqual([{ name: 'left-pad', version: '1.3.0' }]);
  });

  test('a version that was never published stops the resolving, in the words of npm', async () => {
    const files = { 'package.json': packageOf({ dependencies: { 'left-pad': fresh } }) };
    const { evidence } = await provision(submission(files), { index: null });
    expect(evidence.resolve).toMatchObject({ outcome: 'failed', cause: { kind: 'unresolvable' } });
    expect(evidence.resolve.line).toContain(`left-pad@${fresh}`);
    expect(evidence.install.outcome).toBe('blocked');
  });
});
