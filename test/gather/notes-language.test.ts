import { describe, expect, it } from 'vitest';
import { explorationIsDocumented } from '../../harness/checks/exploration-is-documented.ts';
import { limitationsAreStated } from '../../harness/checks/limitations-are-stated.ts';
import { monitoringIsPlanned } from '../../harness/checks/monitoring-is-planned.ts';
import { readmeSaysHowToRun } from '../../harness/checks/readme-says-how-to-run.ts';
import { tradeOffsAreExplained } from '../../harness/checks/trade-offs-are-explained.ts';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { strongEvidence } from '../helpers/evidence.ts';
import { type Files, factsOf } from '../source/memory.ts';

const commands = '```bash\npip install -r requirements.txt\nuvicorn app.main:app --port 8000\n```\n';

const spanish = `# Predicción de bajas

Este repositorio entrena un modelo de churn y lo sirve con FastAPI.

## Cómo ejecutarlo

${commands}
## Análisis exploratorio

- El 12 % de los clientes se da de baja; el dataset está desbalanceado.
- Las fechas vienen en tres formatos y el importe mensual tiene outliers cien veces más altos.

## Decisiones

Elegí una regresión logística en lugar de XGBoost porque el equipo tiene que explicar cada score, a costa de perder algo de AUC.

## Limitaciones y monitoreo

Los datos cubren un solo año. En producción compararía el PSI de cada feature con el training set y volvería a entrenar si pasa de 0.2.
`;

const portuguese = `# Previsão de churn

Este projeto treina um modelo e expõe uma API com FastAPI e Docker.

## Como executar

${commands}
## Análise exploratória

- Cerca de 12 % dos clientes cancelam, então o dataset é desbalanceado.
- As datas aparecem em vários formatos e há clientes duplicados com labels diferentes.

## Decisões

Escolhi o random forest em vez de uma rede neural porque o treino é rápido e não exige GPU, com um pequeno custo em recall.

## Limitações e próximos passos

O split é aleatório, portanto a métrica é otimista. Com mais tempo eu faria o monitoramento do drift das features por semana.
`;

const english = `# Churn

Ranks the customers by their risk. The data are split by time, which is how the list will be used.

## Limitations

Rare plans have few rows, so their scores are vague. Dates are not used at all because they are too messy.

## Next steps

Calibrate on the latest months first, since they differ most. Then try a model with interactions between fee and contract.
`;

const notes = (files: Files) => gatherNotes({ facts: factsOf(files), challenge: { brief: '' } });
const judged = [explorationIsDocumented, tradeOffsAreExplained, limitationsAreStated, monitoringIsPlanned];
const code = '# Train the model and keep it\nmodel.fit(x, y)\n\n\n\n# Load what was kept\nload(path)\n';

describe.each([
  ['Spanish', spanish, 'Este repositorio entrena'],
  ['Portuguese', portuguese, 'Este projeto treina'],
])('a README in %s', (_, text, begins) => {
  const found = notes({ 'README.md': text, 'train.py': code });

  it('is shown where it begins', () => {
    expect(found.foreign).toMatchObject([{ path: 'README.md', line: 3 }]);
    expect(found.foreign[0]?.text).toContain(begins);
  });

  it('is shown from its first words, after pictures and names', () => {
    const logo =
      '<p>\n  <a href="https://a.b/" target="_blank">\n    <img src="https://a.b/c.svg" width="1">\n  </a>\n</p>\n\nPython 3.11 FastAPI\n\n';
    const headed = notes({ 'README.md': `${logo}${text}` });
    expect(headed.foreign[0]?.text).toContain(begins);
    const small = notes({ 'README.md': `${logo}Modelo de bajas de clientes.\n\n${text}` });
    expect(small.foreign[0]?.text).toBe('Modelo de bajas de clientes.');
  });

  it.each(judged.map((check) => [check.id, check] as const))('leaves %s to a person', (_id, check) => {
    expect(check.judge({ ...strongEvidence(), notes: found }).verdict.kind).toBe('needs-human');
  });

  it.each(['exploration', 'trade-offs', 'limitations', 'monitoring'] as const)(
    'has the section quoted that a person judges %s by',
    (topic) => {
      const entry = found.topics.find((one) => one.topic === topic);
      expect(entry?.level).toBe('mention');
      expect(entry?.excerpts[0]?.path).toBe('README.md');
    },
  );

  it('has its commands read all the same', () => {
    expect(readmeSaysHowToRun.judge({ ...strongEvidence(), notes: found }).verdict).toMatchObject({
      kind: 'scored',
      score: 1,
    });
  });

  it('is told from a few words beside writing in English', () => {
    const [note = ''] = text.split('\n').filter((line) => line.startsWith('- '));
    expect(notes({ 'README.md': english.repeat(2), 'NOTES.md': note }).foreign).toEqual([]);
  });

  it('lets a topic that is there in English be scored', () => {
    const both = notes({ 'README.md': text, 'LIMITS.md': english });
    expect(limitationsAreStated.judge({ notes: both }).verdict).toMatchObject({ kind: 'scored', score: 1 });
    expect(tradeOffsAreExplained.judge({ notes: both }).verdict.kind).toBe('needs-human');
  });
});

const indonesian = `Analisis dimulai dengan segmentasi pelanggan menggunakan metrik yang paling sederhana.
Dari hasil klasifikasi, pelanggan terbagi ke dalam enam segmen utama dengan nilai belanja masing-masing.
Anomali terbanyak ditemukan pada pelanggan yang tidak aktif lebih dari tiga bulan terakhir.
Analisis pembelian ulang bulanan menunjukkan pola loyalitas yang dapat dimanfaatkan untuk strategi retensi.
`;

describe('a language that nobody listed', () => {
  it('is told by the small words of English that it lacks', () => {
    const found = notes({ 'README.md': indonesian });
    expect(found.foreign).toMatchObject([{ path: 'README.md', line: 1 }]);
    expect(tradeOffsAreExplained.judge({ notes: found }).verdict.kind).toBe('needs-human');
  });

  it.each([
    [
      'terms in a row',
      'Data drift, concept drift, prediction drift, latency, error rate, throughput, alerts.\n\n'.repeat(9),
    ],
    [
      'names and versions',
      'fastapi==0.110 numpy==1.26.4 pandas==2.2.1 uvicorn==0.29 scipy==1.12\n\n'.repeat(9),
    ],
    ['a list of names', 'Aachen Bergamo Cusco\nDhaka Espoo Fargo\n'.repeat(9)],
    [
      'terse notes',
      'Rows split by month. Fees clipped at 99 %, labels kept. Tree of depth 4 with class weights.\n\n'.repeat(
        9,
      ),
    ],
    ['a line or two', indonesian.split('\n', 2).join('\n')],
  ])('is not %s', (_, text) => {
    expect(notes({ 'README.md': text }).foreign).toEqual([]);
  });

  it('leaves comments in code alone', () => {
    const comments = '# Load training rows, drop duplicates, fit model\n\n\n\nx = 1\n'.repeat(9);
    expect(notes({ 'train.py': comments }).foreign).toEqual([]);
  });
});

it('finds trade-offs under what Portuguese calls technical choices', () => {
  const said = 'Foi escolhida a regressão logística por ser simples de explicar para o time.\n'.repeat(3);
  const { topics } = notes({
    'README.md': `# Projeto\n\nEste projeto treina um modelo com dados de um ano.\n\n## Escolhas técnicas\n\n${said}`,
  });
  expect(topics.find(({ topic }) => topic === 'trade-offs')?.level).toBe('mention');
});
