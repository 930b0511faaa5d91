import { describe, expect, it } from 'vitest';
import type { gatherMethod } from '../../harness/gather/method.ts';
import { fit, gather, head, split } from './method-program.ts';

const columns = [{ name: 'note', type: 'text', role: 'personal', meaning: '' }] as const;

describe('columns about a person', () => {
  const train = (line: string) => `${head}${line}\nX = df[features]\ny = df['left']\n${split}${fit}`;
  const personal = (line: string, challenge?: Parameters<typeof gatherMethod>[0]['challenge']) =>
    gather({ 'train.py': train(line) }, challenge).personal.map(({ column, kind }) => `${kind} ${column}`);

  it.each<[string, string, readonly string[]]>([
    [
      'an address and a gender',
      "features = ['age', 'email', 'gender']",
      ['identifying email', 'sensitive gender'],
    ],
    [
      'in other spellings',
      "features = ['customerName', 'Date of Birth']",
      ['identifying customerName', 'identifying Date of Birth'],
    ],
    ['a gender of whoever it is', "features = ['age', 'person_gender']", ['sensitive person_gender']],
    [
      'a gender in a list that is fitted on',
      "chosen = ['fee', 'gender']\nRandomForestClassifier().fit(df[chosen], df['left'])\nfeatures = []",
      ['sensitive gender'],
    ],
    [
      'a gender in a list that is divided',
      "chosen = ['fee', 'gender']\na, b, c, d = train_test_split(df[chosen], df['left'])\nfeatures = []",
      ['sensitive gender'],
    ],
    [
      'a gender in a list that is drawn',
      "chosen = ['fee', 'gender']\ndf[chosen].plot()\nfeatures = ['fee']",
      [],
    ],
    [
      'a sex beside an age',
      "RandomForestClassifier().fit(df[['age', 'sex']], df['left'])\nfeatures = []",
      ['sensitive sex'],
    ],
    [
      'a sex of no person',
      "RandomForestClassifier().fit(df[['wing', 'sex']], df['left'])\nfeatures = []",
      [],
    ],
    ['dropped', "df = df.drop(columns=['email'])\nfeatures = ['age']", []],
    ['in a list and dropped', "features = ['age', 'email']\nfeatures.remove('email')", []],
    ['what only sounds like one', "features = ['email_count', 'phone_service', 'name']", []],
  ])('%s', (_, line, expected) => {
    expect(personal(line).toSorted()).toEqual(expected.toSorted());
  });

  it('those that the challenge names', () => {
    const challenge = { config: { columns: [...columns] } };
    expect(personal("features = ['note']", challenge)).toEqual(['identifying note']);
  });

  it('not in files that fit no model', () => {
    const { personal: found } = gather({
      'train.py': train("features = ['age']"),
      'eda.py': "cat_features = ['gender']\n",
    });
    expect(found).toEqual([]);
  });
});
