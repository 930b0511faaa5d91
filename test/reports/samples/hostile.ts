import { z } from 'zod';
import { dossierSchema } from '../../../harness/evidence/dossier.ts';
import { gradeDossier } from '../../../harness/grade.ts';
import { gradeSchema } from '../../../harness/grade-schema.ts';
import type { Dossier, Grade } from '../../../harness/types.ts';
import { ordinaryDossier } from './ordinary.ts';
import { sampleRubric } from './rubric.ts';

/** Markup that runs or fetches where it is not escaped, and text that hides or moves where it is not named. */
export const vectors: readonly string[] = [
  '<script>document.title="owned"</script>',
  '"><img src=x onerror=document.title="owned">',
  "'><svg onload=document.title='owned'>",
  '</pre></code></details></style></title><script>alert(1)</script>',
  '{{{this}}} {{constructor.constructor "alert(1)"}}',
  'javascript:document.title="owned"',
  '<meta http-equiv="refresh" content="0;url=https://tracker.example/">',
  '<link rel=stylesheet href=https://tracker.example/a.css><style>@import "https://tracker.example/b.css"</style>',
  '<img src=https://tracker.example/p.png><iframe src=https://tracker.example/></iframe>',
  '<base href=https://tracker.example/><form action=https://tracker.example/><button autofocus>',
  '--><!-- ]]> <![CDATA[ &lt;script&gt; &#x3c;script&#x3e;',
  '\u001b[2J\u001b]0;owned\u0007\u202Egnp.exe\u2066\u200B\uFEFF\u0000\r\b',
  'مرحبا بالعالم שלום עולם',
];

type Poison = (text: string) => string;

/** The same text becomes the same vector, so that what belonged together still does; each vector is told apart. */
const poisoner = (): Poison => {
  const given = new Map<string, string>();
  return (text) => {
    const vector = given.get(text) ?? `${vectors[given.size % vectors.length]} ${given.size}`;
    given.set(text, vector);
    return vector;
  };
};

const closedIn = (schema: unknown): string[] => {
  if (Array.isArray(schema)) return schema.flatMap(closedIn);
  if (schema === null || typeof schema !== 'object') return [];
  return Object.entries(schema).flatMap(([key, inner]) =>
    key === 'enum' || key === 'const' ? [inner].flat().map(String) : closedIn(inner),
  );
};

const closed = new Set([dossierSchema, gradeSchema].flatMap((schema) => closedIn(z.toJSONSchema(schema))));

/** Every text that is not one of a closed set; keys of records as well, but not those of our own types. */
const poisoned = (value: unknown, poison: Poison): unknown => {
  if (typeof value === 'string') return closed.has(value) ? value : poison(value);
  if (Array.isArray(value)) return value.map((item) => poisoned(item, poison));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, poisoned(inner, poison)]));
};

/** A name that no closed set holds, so that it is poisoned like everything else. */
const named = ({ header, ...slots }: Dossier): Dossier => ({
  header: { ...header, submission: { ...header.submission, name: 'ada-churn' } },
  ...slots,
});

/** The ordinary sample with a vector in every text field, as if read from files that somebody else wrote. */
export const hostileSample = (): { readonly grade: Grade; readonly dossier: Dossier } => {
  const dossier = named(ordinaryDossier());
  const grade = gradeDossier({
    dossier,
    rubric: sampleRubric,
    overrides: [],
    failUnder: 60,
    report: 'report.html',
  });
  const poison = poisoner();
  return {
    dossier: dossierSchema.parse(poisoned(dossier, poison)),
    grade: gradeSchema.parse(poisoned(grade, poison)),
  };
};
