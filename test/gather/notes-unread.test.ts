import { describe, expect, it } from 'vitest';
import { limitationsAreStated } from '../../harness/checks/limitations-are-stated.ts';
import { monitoringLeadsToAction } from '../../harness/checks/monitoring-leads-to-action.ts';
import { readmeSaysHowToRun } from '../../harness/checks/readme-says-how-to-run.ts';
import { tradeOffsAreExplained } from '../../harness/checks/trade-offs-are-explained.ts';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { strongEvidence } from '../helpers/evidence.ts';
import { type Files, factsOf } from '../source/memory.ts';

const notes = (files: Files) => gatherNotes({ facts: factsOf(files), challenge: { brief: '' } });

const readme = { 'README.md': 'Ranks the customers by their risk, month by month.\n' };
const document = Buffer.from([0x25, 0x50, 0x44, 0x46]);

const notebook = JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 });

describe('a document that only a person can read', () => {
  it.each([
    'notebooks/decision_slide.pdf',
    'Report.docx',
    'docs/Submission.pdf',
    'Challenge_report.pptx',
    'write-up.odt',
    'data_analysis/findings.pdf',
    'Apresentação.pdf',
  ])('is shown: %s', (path) => {
    expect(notes({ ...readme, [path]: document }).unread).toEqual([path]);
  });

  it.each<[string, string, Files?]>([
    ['the task', 'Senior_MLOps_Engineer_Take-Home_2.pdf'],
    ['the task in another language', 'Case_Técnico_Modelo.pdf'],
    ['instructions for an answer', 'Submission instructions.pdf'],
    ['a paper', 'docs/2106.09685.pdf'],
    ['a paper by its folder', 'papers/lora.pdf'],
    ['a drawing', 'service_architecture.pdf'],
    ['data', 'example_notes/visit.pdf'],
    ['what code reads', 'visit.pdf', { 'read.py': "open('visit.pdf')\n" }],
    ['one of a series', 'visit_1.pdf', { 'visit_2.pdf': document, 'visit_3.pdf': document }],
    ['a notebook as a document', 'notebooks/findings.pdf', { 'notebooks/findings.ipynb': notebook }],
    ['the assessment', 'ASSESSMENT.pdf'],
    ['a key', 'server.key'],
  ])('is none that is %s', (_, path, more = {}) => {
    expect(notes({ ...readme, ...more, [path]: document }).unread).toEqual([]);
  });

  it('is none that others committed before the work began', () => {
    const given = { facts: factsOf({ ...readme, 'docs/churn.pdf': document }), challenge: null };
    const unread = (by: 'others' | 'author') =>
      gatherNotes({ ...given, workspace: { begun: { by, unchanged: ['docs/'] } } }).unread;
    expect(unread('others')).toEqual([]);
    expect(unread('author')).toEqual(['docs/churn.pdf']);
  });

  it('may be called as the task where nothing else is written down', () => {
    const path = 'Data Scientist - Take Home Test.pdf';
    expect(notes({ [path]: document, 'tasks.py': '# Rows of later months are kept\n' }).unread).toEqual([
      path,
    ]);
  });
});

describe('a topic that was not found', () => {
  const found = notes({ ...readme, 'slides.pdf': document });
  const judged = [limitationsAreStated, monitoringLeadsToAction, readmeSaysHowToRun, tradeOffsAreExplained];

  it.each(judged.map((check) => [check.id, check] as const))('is left to a person: %s', (_, check) => {
    const { verdict, details } = check.judge({ ...strongEvidence(), notes: found });
    expect(verdict.kind).toBe('needs-human');
    expect(details).toContainEqual(expect.objectContaining({ kind: 'place', path: 'slides.pdf' }));
  });

  it('is scored where everything could be read', () => {
    expect(tradeOffsAreExplained.judge({ notes: notes(readme) }).verdict).toMatchObject({ score: 0 });
  });

  it('is scored where it was found all the same', () => {
    const commands = '```bash\npip install -r requirements.txt\nuvicorn app.main:app --port 8000\n```\n';
    const both = notes({ 'README.md': commands, 'slides.pdf': document });
    expect(readmeSaysHowToRun.judge({ ...strongEvidence(), notes: both }).verdict).toMatchObject({
      kind: 'scored',
      score: 1,
    });
  });
});
