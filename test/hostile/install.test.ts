import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startIndex, wheel, zip } from '../environment/package-index.ts';
import { type Provisioning, provisioning } from '../environment/provisioning.ts';
import { engineOrSkip, openEngine, order, smallBox, type TestEngine } from '../helpers/docker.ts';
import { submission } from '../start/submission.ts';

const fresh = Date.now();
let releases = 0;

/** A release that nobody has installed before: layers are found by content, and each test is to build its own. */
const newAlpha = () => {
  releases += 1;
  const version = `3.${fresh}.${releases}`;
  return { alpha: wheel({ name: 'alpha', version }), pin: `alpha==${version}` };
};

describe.skipIf(await engineOrSkip())('hostile dependency lists', () => {
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

  test('I01: a source distribution is never built, nor even downloaded', async () => {
    const { alpha, pin } = newAlpha();
    await using index = await startIndex({
      files: [
        alpha,
        {
          file: 'gamma-1.0.zip',
          body: zip([{ path: 'gamma-1.0/setup.py', text: 'raise SystemExit("ran")\n' }]),
        },
      ],
    });
    const { evidence } = await provision(submission({ 'requirements.txt': `${pin}\ngamma==1.0\n` }), {
      index,
    });
    expect(evidence.loosened).toMatchObject([{ requirement: 'gamma==1.0', became: null }]);
    expect(evidence.packages.map(({ name }) => name)).toEqual(['alpha']);
    expect(index.requests.filter((path) => path.includes('gamma-1.0'))).toEqual([]);
  });

  test('I02: no other index, no path, no URL is ever asked; the lines are listed and the rest is installed', async () => {
    const { alpha, pin } = newAlpha();
    await using index = await startIndex({ files: [alpha] });
    await using evil = await startIndex({ files: [alpha, wheel({ name: 'evil', version: '9.0' })] });
    const origin = evil.url.replace('/simple', '');
    const lines = [
      `--index-url ${evil.url}`,
      `--extra-index-url ${evil.url}`,
      '-r /etc/passwd',
      `-e git+${origin}/x.git`,
      `evil @ ${origin}/files/evil-9.0-py3-none-any.whl`,
      'evil @ file:///etc/passwd',
      './pkg',
      '--no-binary :all:',
      `--find-links ${origin}`,
    ];
    const { evidence } = await provision(
      submission({ 'requirements.txt': `${lines.join('\n')}\n${pin}\n# two\n` }),
      { index },
    );
    expect(evidence.declared.blocked.map(({ text, place }) => `${place.line} ${text}`)).toEqual(
      lines.map((line, at) => `${at + 1} ${line}`),
    );
    expect(evidence.packages.map(({ name }) => name)).toEqual(['alpha']);
    expect(evil.requests).toEqual([]);
  });

  test('I02: a configuration of uv or pip in the submission is not obeyed', async () => {
    const { alpha, pin } = newAlpha();
    await using index = await startIndex({ files: [alpha] });
    await using evil = await startIndex({ files: [alpha] });
    const pyproject = `[project]\nname = "x"\nversion = "1"\ndependencies = ["${pin}"]\n[[tool.uv.index]]\nurl = "${evil.url}"\ndefault = true\n`;
    const { evidence } = await provision(
      submission({ 'pyproject.toml': pyproject, 'uv.toml': `index-url = "${evil.url}"\n`, 'main.py': 'x\n' }),
      { index },
    );
    expect(evidence.install.outcome).toBe('ok');
    expect(evil.requests).toEqual([]);
  });

  test('I03: variables are not expanded, and no secret comes to an index', async () => {
    const { alpha, pin } = newAlpha();
    await using index = await startIndex({ files: [alpha], password: 'op3rator' });
    const { evidence } = await provision(
      submission({ 'requirements.txt': `${pin}\nx==\${UV_DEFAULT_INDEX}\n\${PATH}\n` }),
      { index },
    );
    expect(evidence.declared.blocked).toHaveLength(2);
    expect(index.requests.join(' ')).not.toMatch(/op3rator|usr|PATH/);
  });

  test('I06: what a wheel runs at the start of Python, it runs inside the sandbox alone', async () => {
    const trap = wheel({
      name: 'trap',
      version: `1.${fresh}`,
      files: [
        {
          path: 'trap.pth',
          text: `import os; os.environ['TRAPPED'] = ','.join(sorted(os.listdir('/sys/class/net')))\n`,
        },
      ],
    });
    await using index = await startIndex({ files: [trap] });
    const { evidence, image, layer, env } = await provision(submission({ 'requirements.txt': 'trap\n' }), {
      index,
    });
    expect(evidence.packages).toEqual([{ name: 'trap', version: `1.${fresh}` }]);
    await using sandbox = await engine.provider.open({ ...smallBox, image, layer, env });
    const { stdout } = await sandbox.exec(order(`python -c "import os; print(os.environ['TRAPPED'])"`));
    expect(stdout).toBe('lo\n');
  });

  test('I07: an environment over the cap is not kept', async () => {
    const big = wheel({
      name: 'big',
      version: `1.${fresh}`,
      files: [{ path: 'big/data.bin', text: 'x'.repeat(4_000_000) }],
    });
    await using index = await startIndex({ files: [big] });
    const bounds = { bytes: 2_000_000, resolveMs: 60_000, installMs: 60_000 };
    const input = submission({ 'requirements.txt': 'big\n' });
    const { evidence, layer } = await provision(input, { index, bounds });
    expect(layer).toBeNull();
    expect(evidence.install).toMatchObject({
      outcome: 'failed',
      cause: { kind: 'too-big', limitBytes: 2_000_000 },
    });
    const again = await provision(input, { index });
    expect(again.evidence.install.outcome).toBe('ok');
  });

  test.each([
    ['an index that fails', 503],
    ['an index that refuses us', 403],
  ])('I09: %s is our fault and no finding', async (_, status) => {
    const { pin } = newAlpha();
    await using index = await startIndex({ files: [], status });
    await expect(provision(submission({ 'requirements.txt': `${pin}\n` }), { index })).rejects.toMatchObject({
      code: 'INDEX_UNREACHABLE',
      blame: 'environment',
    });
  });

  test('I09: so is one whose certificate we do not know, and the password is not in the message', async () => {
    const { alpha, pin } = newAlpha();
    await using index = await startIndex({ files: [alpha], tls: true, password: 'op3rator' });
    const stranger = { ...index, authority: null };
    const error: unknown = await provision(submission({ 'requirements.txt': `${pin}\n` }), {
      index: stranger,
    }).catch((one: unknown) => one);
    expect(error).toMatchObject({ code: 'INDEX_UNREACHABLE' });
    expect(String(error)).not.toContain('op3rator');
  });

  test("I04: a name that no index has is the list's own fault: dropped, said, and never replaced", async () => {
    const { alpha, pin } = newAlpha();
    await using index = await startIndex({ files: [alpha] });
    const { evidence } = await provision(submission({ 'requirements.txt': `${pin}\npandsa==1.0\n` }), {
      index,
    });
    expect(evidence.loosened).toMatchObject([{ requirement: 'pandsa==1.0', became: null }]);
    expect(evidence.resolve.outcome).toBe('ok');
  });
});
