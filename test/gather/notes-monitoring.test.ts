import { describe, expect, it } from 'vitest';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { type Files, factsOf } from '../source/memory.ts';

const monitoring = (files: Files) => {
  const { topics } = gatherNotes({ facts: factsOf(files), challenge: { brief: '' } });
  const entry = topics.find(({ topic }) => topic === 'monitoring');
  if (!entry) throw new Error('no entry on monitoring');
  return entry;
};

const plan = `## Monitoring

We log every prediction and compare the weekly distribution of scores with training. PSI above 0.2 on any of the ten
most important features raises an alert. Once the labels arrive a month later, average precision is recomputed;
if it falls below 0.35 for two weeks the model is retrained on the latest six months.
`;

describe('monitoring', () => {
  it('is a plan when several sentences say what is watched and what follows', () => {
    const entry = monitoring({ 'README.md': `# Churn\n\n${plan}` });
    expect(entry.level).toBe('plan');
    expect(entry.names).toEqual(['drift', 'predictions', 'outcome', 'threshold', 'action']);
    expect(entry.excerpts[0]).toMatchObject({ path: 'README.md', line: 5 });
    expect(entry.excerpts[0]?.text).toContain('PSI above 0.2');
  });

  const sentences = plan.split('\n').slice(2).join('\n');
  it.each<[string, Files]>([
    ['in another document', { 'docs/production.md': plan }],
    ['in a text cell', { 'a.ipynb': JSON.stringify({ cells: [{ cell_type: 'markdown', source: plan }] }) }],
    ['in a docstring', { 'serve.py': `"""Service.\n\nMonitoring\n----------\n${sentences}"""\n` }],
    ['in comments', { 'serve.py': sentences.replace(/^(?=.)/gm, '# ') }],
    ['printed as one text', { 'report.py': `print("""\n8. MONITORING\n${sentences}""")\n` }],
    [
      'printed line by line',
      {
        'report.py': sentences
          .trim()
          .split('\n')
          .map((line) => `print("${line}")`)
          .join('\n'),
      },
    ],
    ['in plain text', { 'NOTES.txt': `MONITORING\n==========\n${sentences}` }],
    [
      'as a list',
      {
        'README.md':
          '## Monitoring in production\n\n- Input drift: PSI per feature, weekly, against training data\n- Latency: p95 under 200 ms, otherwise page the owner\n- Error rate of the endpoint, with an alert above 1 %\n- Retrain when recall on new labels falls below 0.5\n',
      },
    ],
  ])('is a plan %s', (_, files) => {
    expect(monitoring(files).level).toBe('plan');
  });

  it.each<[string, string]>([
    ['a bullet of future work', '## Next steps\n\n- Add monitoring and retraining\n'],
    ['a phrase', 'In production we would also monitor data drift.\n'],
    [
      'one long wish',
      'Finally, it would be a good idea to set up some kind of monitoring of the model with a dashboard at some later point in time.\n',
    ],
  ])('is a mention as %s', (_, text) => {
    expect(monitoring({ 'README.md': text }).level).toBe('mention');
  });

  it.each<[string, Files]>([
    ['a denial', { 'README.md': 'No monitoring was done. We did not set up alerts or retraining.\n' }],
    ['a denial with n’t', { 'README.md': "I didn't have the time to add any monitoring.\n" }],
    [
      'no drift between train and test',
      { 'README.md': 'There is no drift between the train and the test set.\n' },
    ],
    ['a heading alone', { 'README.md': '## Monitoring\n\n## Licence\n\nMIT\n' }],
    [
      'Kubernetes probes',
      {
        'README.md':
          '## Monitoring\n\nThe liveness probe calls the health check every ten seconds.\nThe readiness probe does the same.\n',
      },
    ],
    [
      'probes that count errors',
      {
        'README.md':
          '## Monitoring\n\nAfter three errors the readiness probe fails and the pod is restarted.\n',
      },
    ],
    [
      'a training callback',
      {
        'train.py':
          '"""Fits the net; EarlyStopping(monitor="val_loss", patience=3) stops it early enough."""\n',
      },
    ],
    [
      'a callback in the README',
      { 'README.md': 'We use `EarlyStopping(monitor="val_loss")` and keep the best epoch of the net.\n' },
    ],
    [
      'from_pretrained',
      { 'README.md': 'The tokenizer is loaded by AutoTokenizer.from_pretrained(name) at the start.\n' },
    ],
    [
      'an identifier',
      { 'README.md': 'The folder drift_monitoring_service holds nothing but the two helpers.\n' },
    ],
    ['code in the README', { 'README.md': '```\nkubectl get monitoring\nretrain alerts drift\n```\n' }],
    ['a requirement', { 'requirements.txt': 'prometheus-client==0.2\nevidently==0.4\n' }],
    ['a licence', { LICENSE: 'monitoring and drift and alerts of the software are not our problem\n' }],
    [
      'a description of the data',
      { 'data/readme.txt': 'Sensors of the monitoring network drift over the years of use.\n' },
    ],
    [
      'a test',
      {
        'tests/test_a.py':
          'import pytest\n# we monitor the drift of predictions and alert the team on errors\ndef test_a():\n  assert f()\n',
      },
    ],
    ['a vendored document', { 'node_modules/a/README.md': plan }],
  ])('is not %s', (_, files) => {
    expect(monitoring(files)).toMatchObject({ level: 'none', names: [], excerpts: [] });
  });

  it('stays a mention over a long text that names nothing to act on', () => {
    const wish = 'At some point somebody could look into the monitoring of it. ';
    const text = `${wish.repeat(10)} A dashboard would be nice to have then, with a few charts on it.`;
    expect(monitoring({ 'README.md': `## Monitoring\n\n${text}\n` }).level).toBe('mention');
  });

  it('counts code that watches: drift computed beside a sentence on what is done', () => {
    const code =
      'def population_stability_index(a, b):\n  return a\ndef drift_report(a):\n  return {"alert": psi(a) > DRIFT_THRESHOLD}\n';
    const readme =
      'When the report raises an alert we check accuracy over time on fresh labels and retrain.\n';
    expect(monitoring({ 'drift.py': code }).level).toBe('mention');
    expect(monitoring({ 'drift.py': code, 'README.md': readme }).level).toBe('plan');
  });
});
