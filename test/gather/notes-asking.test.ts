import { describe, expect, it } from 'vitest';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { type Files, factsOf } from '../source/memory.ts';

const notes = (files: Files) => gatherNotes({ facts: factsOf(files), challenge: { brief: '' } });

const asked =
  '## Requirements\n\nYour solution should monitor drift and latency. Please submit a public repository. You should document your assumptions. There is no limit.\n';
const done = '## What I did\n\nI dropped the dates because they are too messy. My model is a small tree.\n';

/** Twenty sentences that could be anybody's, and three that ask. */
const assignment = (...titles: readonly string[]): string =>
  titles
    .map(
      (title) =>
        `## ${title}\n\n${'The service answers in time.\n\n'.repeat(20)}Feel free to use any library.\n`,
    )
    .join('\n');

describe('whose writing it is', () => {
  it.each<[string, Files, readonly string[]]>([
    ['a short brief', { 'CHALLENGE.md': asked }, []],
    [
      'a brief in another voice',
      {
        'README.md':
          'In this challenge, candidates build a service. Feel free to use any library. The deliverables are a repository and a report. Once completed, send it back.\n',
      },
      [],
    ],
    [
      'a template of the forge',
      { '.github/pull_request_template.md': 'Describe what has changed in here.\n' },
      [],
    ],
    ['a template of a generator', { 'alembic/README': 'Generic single-database configuration.\n' }, []],
    [
      'a cookiecutter’s README',
      {
        'README.md':
          '<p><small>Project based on the cookiecutter data science project template.</small></p>\n',
      },
      [],
    ],
    [
      'instructions to a user',
      { 'README.md': 'You should see a page on port 80. You can then send a request.\n' },
      ['README.md'],
    ],
    [
      'advice to the business',
      {
        'README.md':
          '## Advice\n\nWe recommend to call the top ten percent. We expect fewer calls. We want to measure it.\n',
      },
      ['README.md'],
    ],
    [
      'a writer who quotes the task',
      { 'README.md': `${done}\nIn this challenge I was asked for a service.\n` },
      ['README.md'],
    ],
    [
      'an assignment told by its headings',
      {
        'README.md': assignment('Deliverables', 'Evaluation criteria', 'Submission'),
      },
      [],
    ],
    [
      'the same under headings of a report',
      { 'README.md': assignment('Service', 'Results', 'Limitations') },
      ['README.md'],
    ],
    [
      'headings of an assignment over an account',
      {
        'README.md':
          '## Deliverables\n\n- The service in `src`, with its tests.\n- A report on the data.\n\n## Evaluation criteria\n\nAverage precision on later months.\n\n## Bonus\n\nA page that shows the score.\n',
      },
      ['README.md'],
    ],
    [
      'questions that nobody answers',
      {
        'QUESTIONS.md':
          '- How would you deploy this model?\n- What would you watch once it runs?\n- Which data would you ask for?\n',
      },
      [],
    ],
    [
      'questions with their answers',
      {
        'QUESTIONS.md':
          'How would you deploy this model? As a container behind a queue.\n\nWhat would you watch once it runs? The share of high scores, each week.\n\nWhich data would you ask for? Calls to the service desk.\n',
      },
      ['QUESTIONS.md'],
    ],
    [
      'an assignment in Portuguese',
      {
        'README.md':
          '# Escopo\n\nEste teste consiste em treinar um modelo. Você terá dez dias para a entrega. A API deverá receber um pedido por vez. A solução será avaliada na entrevista técnica.\n',
      },
      [],
    ],
    [
      'an assignment in Spanish',
      {
        'README.md':
          'Este reto consiste en servir un modelo. El candidato debe documentar lo que hizo. Deberás usar Docker. Se valorará que haya pruebas.\n',
      },
      [],
    ],
    [
      'instructions to a user in Portuguese',
      {
        'README.md':
          'Você deverá instalar o Docker antes. Você terá um serviço na porta 80. Ele deverá responder em um segundo.\n',
      },
      ['README.md'],
    ],
    [
      'instructions to a user about what must be changed',
      {
        'README.md':
          'You must use Python 3.12. You must change the port in the file. The data have been provided as one table. Start it.\n',
      },
      ['README.md'],
    ],
    [
      'tasks in Portuguese',
      {
        'README.md':
          '# Case Seleção\n\n### Tarefas\n\n- Criar uma API em Python.\n- O método deve receber um array.\n- Disponibilizar os arquivos no repositório.\n- A paginação fica a critério do candidato.\n- Você possui o prazo de 7 dias corridos para entrega do case.\n',
      },
      [],
    ],
    [
      'what has to be done in Portuguese',
      {
        'README.md':
          '- A API deve receber um array.\n- O método deve retornar um JSON.\n- A paginação fica a critério do candidato.\n- O banco guarda a resposta.\n- O banco guarda o pedido.\n',
      },
      [],
    ],
    [
      'tasks in Spanish',
      {
        'README.md':
          '### Tareas\n\n- Crear una API en Python.\n- El método debe recibir un arreglo.\n- La paginación queda a criterio del candidato.\n- Justificar la elección del servicio.\n',
      },
      [],
    ],
    [
      'an account in Portuguese',
      {
        'README.md':
          '### Entrega do case\n\nTreinei um modelo para a entrega do case. O método deve receber um array. Optei por uma árvore.\n\n- Criar testes.\n- Implementar o monitoramento.\n',
      },
      ['README.md'],
    ],
    [
      'a term of delivery in Spanish',
      {
        'README.md':
          'El plazo de 15 dias para devolucion ha vencido. El plazo de 30 dias para cambios no. El pedido debe llegar antes.\n',
      },
      ['README.md'],
    ],
    [
      'commands in a folder of that name',
      {
        'README.md':
          '## Run\n\n```\ncd deliverables/api\n```\n\nThe service runs on one core.\n\n```\npytest deliverables/api\n```\n',
      },
      ['README.md'],
    ],
  ])('%s', (_, files, own) => {
    expect(notes(files).files).toEqual(own);
  });

  it('is told apart by sections of one document', () => {
    const { topics, briefShare } = notes({ 'README.md': `# Task\n\n${done}\n${asked}` });
    const levels = Object.fromEntries(topics.map(({ topic, level }) => [topic, level]));
    expect(levels.monitoring).toBe('none');
    expect(levels['trade-offs']).not.toBe('none');
    expect(briefShare).toBeGreaterThan(0.3);
  });

  it('is told apart by chapters of one document', () => {
    const running =
      '# Churn service\n\n## Setup\n\nDocker is needed. The image takes a minute.\n\n## Run\n\nThe service listens on port 80. It stops by itself. Its log is on disk.\n';
    const brief =
      '# The challenge\n\n## Task\n\nYour task is to serve a model. Please submit a repository. Feel free to use any library. You will receive a table. The table is large.\n';
    const { words, briefShare } = notes({ 'README.md': running + brief });
    expect(words).toBe(notes({ 'README.md': running }).words);
    expect(briefShare).toBeGreaterThan(0.4);
  });
});
