import { describe, expect, it } from 'vitest';
import type { Topic } from '../../harness/evidence/notes.ts';
import { gatherNotes } from '../../harness/gather/notes.ts';
import { type Files, factsOf } from '../source/memory.ts';

const gather = (files: Files) => gatherNotes({ facts: factsOf(files), challenge: { brief: '' } });

const about = (topic: Topic, files: Files) => {
  const entry = gather(files).topics.find((at) => at.topic === topic);
  if (!entry) throw new Error(`no ${topic}`);
  return entry;
};

const readme = (text: string): Files => ({ 'README.md': text });

describe('words without substance', () => {
  it.each<[string, Topic, string]>([
    [
      'buzzwords in bullets',
      'monitoring',
      '## Monitoring\n\n- Data drift, concept drift, covariate shift, label shift\n- Latency, throughput, availability, error rates\n- Prometheus, Grafana, Evidently, Alertmanager\n',
    ],
    [
      'praise in a paragraph',
      'monitoring',
      '## Monitoring\n\nRobust monitoring is essential for any production-grade machine learning system. We leverage state-of-the-art observability practices to ensure optimal model performance over time. Comprehensive alerting guarantees that issues are proactively identified. Continuous improvement through seamless retraining ensures reliability.\n',
    ],
    [
      'headings over announcements',
      'monitoring',
      '## Monitoring\n\nThis section describes the monitoring of the model.\n\n## Alerts\n\nTo be added.\n\n## Drift\n\nTBD\n',
    ],
    [
      'terms in a docstring and a printed loop',
      'monitoring',
      '## Monitoring\n\nMonitors drift, latency, errors and predictions.\n',
    ],
    [
      'opposites in a row',
      'trade-offs',
      '## Trade-offs\n\nAccuracy vs latency, precision vs recall, cost vs quality, batch vs streaming.\n',
    ],
    [
      'praise of trade-offs',
      'trade-offs',
      '## Trade-offs\n\nWe carefully considered various trade-offs to ensure the best possible results. Striking the right balance between performance and interpretability is crucial for delivering business value.\n',
    ],
    [
      'limits in a row',
      'limitations',
      '## Limitations\n\nBias, fairness, privacy, data quality, scalability, explainability.\n',
    ],
    [
      'a link to what was decided',
      'trade-offs',
      'For the rationale behind the choices, tradeoffs and open questions, see [`DECISIONS.md`](DECISIONS.md).\n',
    ],
    [
      'a link with a reason to read',
      'next-steps',
      'See [this](docs/plan.md) for the status and next steps.\n',
    ],
    ['a file that is said to hold it', 'limitations', 'Known limitations are described in docs/limits.md.\n'],
    ['an announced list', 'limitations', '## Limitations\n\nIn this section we discuss the limitations.\n'],
    [
      'steps in a row',
      'next-steps',
      '## Next steps\n\nHyperparameter tuning, feature engineering, A/B testing, CI/CD, MLOps.\n',
    ],
    [
      'an exploration of terms',
      'exploration',
      '## EDA\n\nMissing values, outliers, duplicates, distributions, correlations.\n\n## Insights\n\nThorough exploratory analysis is crucial for robust, data-driven models.\n',
    ],
  ])('%s: nothing on %s, shown to be disputed', (_, topic, text) => {
    const entry = about(topic, readme(text));
    expect(entry.level).toBe('none');
    expect(entry.excerpts).toEqual([]);
    expect(entry.hollow.length).toBeGreaterThan(0);
  });

  it('is no plan by being said again, whatever number stands in it', () => {
    const again = Array.from(
      { length: 30 },
      (_, at) => `We monitor drift and latency of version ${at} and raise alerts.`,
    ).join(' ');
    expect(about('monitoring', readme(`## Monitoring\n\n${again}\n`)).level).toBe('mention');
  });

  it('asks a person where several sentences would be as true of any other system', () => {
    const text =
      '## Monitoring\n\nThe model is watched for data drift and the service for its latency and error rate. When something is wrong an alert goes out to the people in charge. The model is then trained again on newer data.\n';
    expect(about('monitoring', readme(text))).toMatchObject({ level: 'plan', sure: false });
    const particular = text.replace('data drift', 'data drift against the training set every week');
    expect(about('monitoring', readme(particular))).toMatchObject({ level: 'plan', sure: true });
  });
});

describe('short and honest', () => {
  it.each<[Topic, 'mention' | 'plan', string]>([
    ['monitoring', 'mention', 'For monitoring one could log predictions and retrain every few months.\n'],
    [
      'monitoring',
      'mention',
      '## Next steps\n\n- Add monitoring, alerting, retraining and a model registry\n',
    ],
    [
      'monitoring',
      'plan',
      '## Monitoring\n\nI would log each score and compare its weekly mean with 0.12 from training. Outside 0.08 to 0.16 I look at the inputs first.\n',
    ],
    ['trade-offs', 'mention', 'I kept the logistic regression because its weights can be read.\n'],
    [
      'limitations',
      'plan',
      '## Limitations\n\nDates are too messy and are not used. The score is wrong for yearly contracts, of which there are few.\n',
    ],
    ['next-steps', 'mention', 'With more time I would tune the trees.\n'],
    [
      'exploration',
      'mention',
      'About 4 % of the fees have a comma, and 118 customers are there twice, so duplicates go.\n',
    ],
  ])('on %s is a %s', (topic, level, text) => {
    expect(about(topic, readme(text)).level).toBe(level);
  });
});
