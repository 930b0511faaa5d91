import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Provisioned } from '../../harness/environment/provision.ts';
import { engineOrSkip, openEngine, order, smallBox, type TestEngine } from '../helpers/docker.ts';
import { submission } from '../start/submission.ts';
import { startIndex, wheel } from './package-index.ts';
import { type Provisioning, provisioning, readyImages } from './provisioning.ts';

/** A list that nobody has installed before: layers are found by content. */
const fresh = Date.now();
const version = (patch: number): string => `1.${fresh}.${patch}`;

const alpha = wheel({ name: 'alpha', version: version(1) });
const alphaTwo = wheel({ name: 'alpha', version: version(2) });
const beta = wheel({ name: 'beta', version: '2.0', requires: ['alpha'] });
const elsewhere = wheel({ name: 'compiled', version: '1.0', tag: 'cp311-cp311-manylinux_2_17_x86_64' });
const files = [alpha, alphaTwo, beta, elsewhere];

const flasks = [wheel({ name: 'flask', version: '2.2.3', requires: ['werkzeug'] })];
const werkzeugs = ['2.3.8', '3.0.1'].map((one) => wheel({ name: 'werkzeug', version: one }));

const withoutTimes = ({ evidence }: Provisioned) => ({
  ...evidence,
  resolve: { ...evidence.resolve, durationMs: 0 },
  install: { ...evidence.install, durationMs: 0 },
});
const names = ({ evidence }: Provisioned) => evidence.packages.map((one) => `${one.name}==${one.version}`);

describe.skipIf(await engineOrSkip())('provisioning on a real engine', () => {
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

  test("the operator's index, authority and password are used, and nothing of them reaches the submission", async () => {
    const password = 'c0rrect horse';
    await using index = await startIndex({ files, tls: true, password });
    const input = submission({ 'requirements.txt': `beta==2.0\nalpha==${version(1)}\n` });
    const provisioned = await provision(input, { index });
    expect(provisioned.evidence).toMatchObject({
      resolve: { outcome: 'ok' },
      install: { outcome: 'ok' },
      loosened: [],
    });
    expect(names(provisioned)).toEqual([`alpha==${version(1)}`, 'beta==2.0']);
    expect(provisioned.evidence.bytes).toBeGreaterThan(0);
    const { layer, image, env } = provisioned;
    await using sandbox = await engine.provider.open({ ...smallBox, image, layer, env });
    const seen = await sandbox.exec(
      order(
        'env; cat "$VIRTUAL_ENV"/pyvenv.cfg; grep -rl -e horse -e c0rrect "$VIRTUAL_ENV" /env 2>/dev/null; python -c "import beta, alpha; print(alpha.version, beta.__cached__)"; touch "$VIRTUAL_ENV"/x',
      ),
    );
    expect(seen.stdout).toContain(
      `${version(1)} ${layer?.path}/lib/python3.13/site-packages/beta/__pycache__/`,
    );
    expect(seen.stdout + seen.stderr + JSON.stringify(provisioned)).not.toMatch(/horse|c0rrect|c0rrect%20/);
    expect(seen.stdout).not.toMatch(/INDEX|SSL_CERT|NETRC|authorities/);
    expect(seen.stderr).toContain('Read-only file system');
  });

  test('a changed line of code reinstalls nothing, a changed list does, and the evidence is the same cold and warm', async () => {
    await using index = await startIndex({ files });
    const list = { 'requirements.txt': `alpha==${version(2)}\n` };
    const cold = await provision(submission({ ...list, 'main.py': '' }), { index });
    const asked = index.requests.length;
    const warm = await provision(
      submission({ ...list, 'main.py': 'print(1)\n' }, { 'main.py': { imports: ['alpha'] } }),
      { index },
    );
    expect(index.requests.length).toBe(asked);
    expect(warm.layer).toEqual(cold.layer);
    expect(withoutTimes(warm)).toEqual(withoutTimes(cold));
    const changed = await provision(submission({ 'requirements.txt': `alpha==${version(2)}\nbeta\n` }), {
      index,
    });
    expect(changed.layer?.key).not.toBe(cold.layer?.key);
    expect(names(changed)).toEqual([`alpha==${version(2)}`, 'beta==2.0']);
  });

  test('a pin that cannot be had is loosened, alone, and it is said', async () => {
    await using index = await startIndex({ files });
    const input = submission({ 'requirements.txt': `alpha==1.${fresh - 1}.7\nbeta==2.0\nargparse==1.4\n` });
    const { evidence } = await provision(input, { index });
    expect(
      evidence.loosened.map(({ requirement, became }) => `${requirement} -> ${became}`).toSorted(),
    ).toEqual([`alpha==1.${fresh - 1}.7 -> alpha>=1.${fresh - 1}.7,<2`, 'argparse==1.4 -> null']);
    expect(evidence.packages).toHaveLength(2);
    expect(evidence.declared.requirements.map(({ pinned }) => pinned)).toEqual([true, true, true]);
  });

  test('what is imported and not declared is added and said, for each submission with its own place', async () => {
    const yaml = wheel({ name: 'pyyaml', version: version(3) });
    await using index = await startIndex({ files: [...files, yaml] });
    const list = { 'requirements.txt': `alpha==${version(1)}\n` };
    const one = await provision(submission(list, { 'a.py': { imports: ['yaml'] } }), { index });
    const two = await provision(submission(list, { 'b.py': { imports: ['yaml'] } }), { index });
    expect(two.layer?.key).toBe(one.layer?.key);
    expect([one, two].map(({ evidence }) => evidence.loosened)).toEqual([
      [{ requirement: 'pyyaml', became: 'pyyaml', because: 'imported in a.py:1, not declared' }],
      [{ requirement: 'pyyaml', became: 'pyyaml', because: 'imported in b.py:1, not declared' }],
    ]);
  });

  test('a limit that the list leaves out is held, and told where it changes what is installed', async () => {
    await using index = await startIndex({ files: [...flasks, ...werkzeugs] });
    const old = await provision(submission({ 'requirements.txt': 'flask==2.2.3\n' }), { index });
    expect(names(old)).toEqual(['flask==2.2.3', 'werkzeug==2.3.8']);
    expect(old.evidence.loosened).toEqual([
      { requirement: 'werkzeug', became: 'werkzeug<3', because: expect.stringContaining('flask==2.2.3') },
    ]);
    const own = 'flask==2.2.3\nwerkzeug==2.3.8\n';
    const stated = await provision(submission({ 'requirements.txt': own }), { index });
    expect(names(stated)).toEqual(['flask==2.2.3', 'werkzeug==2.3.8']);
    expect(stated.evidence.loosened).toEqual([]);
  });

  test('a list that only an older Python has wheels for takes that one, as declared, and finds it again', async () => {
    await using index = await startIndex({ files });
    const input = submission({ 'requirements.txt': `compiled==1.0\nalpha==${version(2)}\n` });
    const images = readyImages(engine, ['3.13', '3.11']);
    const cold = await provision(input, { index, images });
    expect(cold.evidence).toMatchObject({
      runtime: { name: 'python', asked: null, used: '3.11' },
      loosened: [],
      install: { outcome: 'ok' },
    });
    const asked = index.requests.length;
    const warm = await provision(input, { index, images });
    expect(withoutTimes(warm)).toEqual(withoutTimes(cold));
    expect(index.requests.length).toBe(asked);
  });

  test('real wheels from the index in use', async () => {
    const { evidence, layer, image, env } = await provision(
      submission({ 'requirements.txt': 'itsdangerous==2.2.0\nMarkupSafe>=2\n' }),
      { index: null },
    );
    expect(evidence).toMatchObject({ install: { outcome: 'ok' }, loosened: [] });
    await using sandbox = await engine.provider.open({ ...smallBox, image, layer, env });
    const { stdout } = await sandbox.exec(
      order(`python -c "import itsdangerous, markupsafe._speedups as s; print(s.__file__)"`),
    );
    expect(stdout).toContain(`${layer?.path}/lib/python3.13/site-packages/markupsafe/_speedups`);
  });

  test('nothing declared and nothing imported: no layer, no failure', async () => {
    const { evidence, layer } = await provision(
      submission({ 'notes.ipynb': '{}' }, { 'notes.ipynb': { imports: ['pandas'] } }),
      { index: null },
    );
    expect(layer).toBeNull();
    expect(evidence).toMatchObject({
      declared: { kind: 'none' },
      resolve: { outcome: 'skipped', cause: { kind: 'nothing-declared' } },
      install: { outcome: 'skipped' },
    });
  });
});
