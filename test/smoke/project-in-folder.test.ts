import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import type { Dossier } from '../../harness/types.ts';
import { gradeFrom, takehome } from '../helpers/cli.ts';
import { engineOrSkip } from '../helpers/docker.ts';
import { openBench } from '../helpers/grading.ts';
import { predictingProgram } from '../helpers/service.ts';

/** The model is a sum over every byte of the data: trained on other labels, it answers otherwise. */
const answer =
  'return 200, {"predictions": [{"probability": int(open("model.txt").read()) % 997 / 1000} for row in rows]}';

const files: Readonly<Record<string, string>> = {
  'README.md': '# Churn\n',
  'service/takehome.yaml': 'train: python train.py\nserve: python serve.py\n',
  'service/requirements.txt': '',
  'service/train.py':
    'import zlib\nopen("model.txt", "w").write(str(zlib.crc32(open("data/train.csv", "rb").read())))\n',
  'service/serve.py': predictingProgram(answer),
};

it.skipIf(await engineOrSkip())(
  'a project in a folder of its own trains on the data drawn, then on shuffled labels',
  async () => {
    await using bench = await openBench();
    const source = join(bench.folder, 'source');
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(source, path)), { recursive: true });
      await writeFile(join(source, path), text);
    }
    const out = join(bench.folder, 'run');
    const result = await takehome(['grade', source, '--out', out, '--json']);
    expect(gradeFrom(result).faults).toEqual([]);
    const { training, serving, shuffled }: Dossier = JSON.parse(
      await readFile(join(out, 'dossier.json'), 'utf8'),
    );
    expect(training).toMatchObject({ value: { command: { workdir: 'service', source: 'takehome.yaml' } } });
    expect(serving).toMatchObject({ value: { predict: { outcome: 'ok' } } });
    expect(shuffled).toMatchObject({ value: { outcome: 'measured', unchangedShare: 0 } });
  },
  300_000,
);
