import { describe, expect, it } from 'vitest';
import type { Topic } from '../../harness/evidence/notes.ts';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { type Files, factsOf } from '../source/memory.ts';

const gather = (files: Files) => gatherNotes({ facts: factsOf(files), challenge: { brief: '' } });
const on = (topic: Topic, files: Files) => {
  const entry = gather(files).topics.find((at) => at.topic === topic);
  if (!entry) throw new Error(`no ${topic}`);
  return entry;
};
const level = (topic: Topic, text: string) => on(topic, { 'README.md': text }).level;

const limits = [
  'The split is random, so results are optimistic about later months.',
  'Rare plans have fewer than fifty rows each and are badly calibrated.',
];
const plan =
  'We log every prediction and compare the weekly distribution of scores with training. PSI above 0.2 raises an alert. Once labels arrive, the model is retrained if AUC falls below 0.7.';

describe('what a page shows', () => {
  it.each<[string, Topic, string]>([
    ['headings in HTML', 'limitations', `<h2>Limitations</h2>\n<p>${limits.join('</p>\n<p>')}</p>\n`],
    [
      'a part that opens',
      'limitations',
      `<details>\n<summary><b>Limitations</b></summary>\n\n- ${limits.join('\n- ')}\n\n</details>\n`,
    ],
    [
      'what follows a fence in a fence',
      'limitations',
      `\`\`\`\`md\n\`\`\`bash\nmake run\n\`\`\`\n\`\`\`\`\n\n## Limitations\n\n- ${limits.join('\n- ')}\n`,
    ],
    [
      'what follows a fence with another inside',
      'limitations',
      `\`\`\`\n~~~\n\`\`\`\n\n## Limitations\n\n- ${limits.join('\n- ')}\n`,
    ],
    [
      'what follows a fence in a list',
      'limitations',
      `1. Run it:\n\n    \`\`\`bash\n    make run\n    \`\`\`\n\n## Limitations\n\n- ${limits.join('\n- ')}\n`,
    ],
    [
      'what follows a comment that is never closed',
      'limitations',
      `See \`<!--\`.\n\n## Limitations\n\n- ${limits.join('\n- ')}\n`,
    ],
    ['a denial before a plan', 'monitoring', `## Monitoring\n\nThere is none yet. ${plan}\n`],
  ])('is read: %s', (_, topic, text) => {
    expect(level(topic, text)).toBe('plan');
  });

  it.each<[string, Topic, string]>([
    ['a comment', 'monitoring', `# A\n\n<!--\n## Monitoring\n\n${plan}\n\n${plan}\n-->\n\nDone.\n`],
    ['places of a template', 'limitations', '## Limitations\n\n[Describe the limitations of your model]\n'],
    [
      'a denial',
      'monitoring',
      'The service never logs predictions, so drift cannot be seen. Nobody would get an alert.\n',
    ],
  ])('is nothing: %s', (_, topic, text) => {
    expect(level(topic, text)).toBe('none');
  });

  it('keeps lines where they are behind a comment', () => {
    const text = `<!--\none\n\ntwo\n-->\n\n## Limitations\n\n- ${limits.join('\n- ')}\n`;
    expect(on('limitations', { 'README.md': text }).excerpts).toMatchObject([{ line: 9, endLine: 10 }]);
  });

  it('reads a page of nothing but openings in a moment', () => {
    const text = `${'<!-- '.repeat(200_000)}\n# ${'a'.repeat(900_000)}\n\n${'we log it.\n\n'.repeat(5_000)}`;
    expect(level('monitoring', text)).toBe('none');
  });
});

describe('a notebook on few lines', () => {
  const cells = [
    { cell_type: 'code', metadata: {}, outputs: [], source: ['import pandas'] },
    {
      cell_type: 'markdown',
      metadata: {},
      source: ['## Limitations\n', '\n', `- ${limits[0]}\n`, `- ${limits[1]}`],
    },
  ];

  it('has its places on lines that are there', () => {
    const { excerpts } = on('limitations', { 'a.ipynb': JSON.stringify({ cells }) });
    expect(excerpts).toMatchObject([{ line: 1, endLine: 1 }]);
  });

  it('has them on its own lines where it is spread out', () => {
    const text = JSON.stringify({ cells }, null, 1);
    const { excerpts } = on('limitations', { 'a.ipynb': text });
    const [found] = excerpts;
    expect(text.split('\n')[(found?.line ?? 0) - 1]).toContain('The split is random');
  });
});

describe('writing in another language', () => {
  it.each([
    [
      'German',
      'Wir haben die Daten geteilt und das Modell nicht auf den letzten Monaten trainiert. Die Ergebnisse sind daher zu gut.',
    ],
    [
      'Spanish',
      'El modelo no considera la estacionalidad porque los datos cubren un solo año. Los clientes nuevos son pocos y la calibración es mala.',
    ],
    [
      'Portuguese',
      'O modelo não considera a sazonalidade, pois os dados cobrem um ano. Os clientes novos têm poucos dados e as notas são ruins.',
    ],
    [
      'French',
      'Le découpage est aléatoire et les résultats sont donc optimistes. Les clients récents ont peu de données dans la table.',
    ],
    [
      'Japanese',
      'データは一年分しかないため、季節性は考慮されていません。新規顧客のデータは非常に少ないです。監視では予測の分布と遅延を毎週確認し、閾値を超えたら再学習します。',
    ],
    [
      'Russian',
      'Модель не учитывает сезонность, потому что данные охватывают только один год, а новых клиентов мало.',
    ],
  ])('%s is told from English, and where it begins', (_, text) => {
    const { foreign } = gather({ 'README.md': `# Modelo\n\n${text}\n` });
    expect(foreign).toMatchObject([{ path: 'README.md', line: 3 }]);
  });

  it.each([
    ['English', `${limits.join(' ')} We kept what was simple.`],
    [
      'terse English',
      '- PSI per feature, weekly\n- p95 latency, 200 ms\n- error rate, 5xx\n- retrain on drift\n- logs kept in a table\n',
    ],
    [
      'names in English',
      'The model of Los Angeles and El Paso is by De la Cruz, and it was trained on rows from the city.',
    ],
    ['nothing', ''],
  ])('%s is none', (_, text) => {
    expect(gather({ 'README.md': text }).foreign).toEqual([]);
  });
});
