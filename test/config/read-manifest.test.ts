import { describe, expect, it } from 'vitest';
import { readManifest } from '../../harness/config/read-manifest.ts';

const read = (text: string) => readManifest({ file: 'takehome.yaml', text });

describe('readManifest', () => {
  it('takes a good manifest as it stands', () => {
    expect(read('train: make train\nserve: { command: ./run.sh, port: 9000 }\n')).toEqual({
      manifest: { train: 'make train', serve: { command: './run.sh', port: 9000 } },
      problems: [],
    });
  });

  it('keeps what is right beside a mistake, and places the mistake', () => {
    const { manifest, problems } = read('train: make train\nserv: ./run.sh\ntest: [pytest]\n');
    expect(manifest).toEqual({ train: 'make train' });
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^takehome\.yaml:2:1 .*serv.*did you mean "serve"/);
    expect(problems[1]).toMatch(/^takehome\.yaml:3:\d+ /);
  });

  it.each([
    ['empty', ''],
    ['a list', '- train\n'],
    ['a sentence', 'please run train.py'],
    [
      'an alias bomb',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${'bcdefgh'
        .split('')
        .map((key, index) => `${key}: &${key} [${new Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`)
        .join('\n')}`,
    ],
    ['endless nesting', '['.repeat(50_000)],
  ])('%s gives nothing and a problem', (_, text) => {
    const { manifest, problems } = read(text);
    expect(manifest).toBeNull();
    expect(problems.length).toBeGreaterThan(0);
  });

  it('cannot be used to reach the prototype', () => {
    read('__proto__: { polluted: yes }\n');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
