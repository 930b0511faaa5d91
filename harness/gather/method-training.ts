import type { Excerpt } from '../evidence/common.ts';
import type { CallFact, PythonFile, SourceFacts } from '../source/types.ts';

type Training = { readonly name: string; readonly place: Excerpt };

const most = 20;

const placeOf = ({ place, text }: CallFact): Excerpt => ({ path: place.path, line: place.line, text });
const lastOf = (name: string): string => name.slice(name.lastIndexOf('.') + 1);
const imports = ({ imports: all }: PythonFile, module: RegExp): boolean =>
  all.some(({ module: name }) => module.test(name));

/** Objects of libraries that train what they were given, by the method that starts it. */
const trainers: readonly (readonly [RegExp, RegExp])[] = [
  [/^(transformers|trl|sentence_transformers|setfit)\.[\w.]*Trainer$/, /\.train$/],
  [/^(pytorch_lightning|lightning)\.[\w.]*Trainer$/, /\.fit$/],
  [/^ultralytics\.[\w.]*YOLO$/, /\.train$/],
  [/^(keras_tuner|kerastuner)\./, /\.search$/],
];

const architecture = /^(torchvision\.models\.(\w+\.)*\w+|timm\.create_model)$/;

const ownModule = /(^|\.)(LightningModule|torch\.nn\.Module)$/;

const literal = (written: string | undefined): string | null =>
  /^['"]([\w./-]{2,60})['"]$/.exec(written ?? '')?.[1] ?? null;

/** What is trained in a file, as far as it has a name: an architecture, a model's own class. */
const nameIn = ({ calls, flow }: PythonFile): string | null => {
  const built = calls.find(({ name }) => architecture.test(name));
  if (built) return literal(built.args[0]) ?? lastOf(built.name);
  const pretrained = calls.find(
    ({ name }) => /\.from_pretrained$/.test(name) && !/Tokenizer|Processor/.test(name),
  );
  if (pretrained)
    return literal(pretrained.args[0]) ?? lastOf(pretrained.name.replace(/\.from_pretrained$/, ''));
  const modules = [
    ...flow.functions.flatMap(({ name, owner }) => (name === 'forward' && owner ? [owner] : [])),
    ...flow.classes.flatMap(({ name, bases }) => (bases.some((base) => ownModule.test(base)) ? [name] : [])),
  ];
  return modules.find((owner) => calls.some(({ name }) => lastOf(name) === owner)) ?? modules[0] ?? null;
};

/** `sgd_tuner.search(rows, target)`: tuners are built by functions of one's own as often as not. */
const tuned = (file: PythonFile, isTuned: boolean): readonly Training[] =>
  file.calls.flatMap((call) => {
    const of = /(?:^|\.)((?:\w+_)?tuner\w*)\.search$/i.exec(call.name)?.[1];
    return isTuned && of && call.args.length > 0 ? [{ name: of, place: placeOf(call) }] : [];
  });

const byTrainer = (file: PythonFile): readonly Training[] =>
  file.calls.flatMap((call) => {
    const found = trainers.some(([made, starts]) => made.test(call.owner ?? '') && starts.test(call.name));
    if (!found || /^(keras_tuner|kerastuner)\./.test(call.owner ?? '')) return [];
    return [{ name: nameIn(file) ?? lastOf(call.owner ?? ''), place: placeOf(call) }];
  });

const bySpacy = (file: PythonFile): readonly Training[] =>
  imports(file, /^spacy(\.|$)/)
    ? file.calls
        .filter(
          ({ name, owner }) =>
            /(^|\.)nlp\.update$/.test(name) || (/^spacy\./.test(owner ?? '') && /\.update$/.test(name)),
        )
        .map((call) => ({ name: 'spaCy', place: placeOf(call) }))
    : [];

/** Trained by somebody else, with rows of the submission's. */
const byRequest = (file: PythonFile): readonly Training[] =>
  imports(file, /^openai(\.|$)/)
    ? file.calls
        .filter(({ name }) => /\.fine_tuning\.jobs\.create$/.test(name))
        .map((call) => ({ name: 'OpenAI', place: placeOf(call) }))
    : [];

/** `loss.backward()` and `optimizer.step()` in one file: a loop that trains. */
const byLoop = (file: PythonFile): readonly Training[] => {
  const back = file.calls.find(({ name }) => /\.backward$/.test(name));
  const steps = file.calls.some(({ name }) => /\.step$/.test(name));
  return back && steps && imports(file, /^torch(\.|$)/)
    ? [{ name: nameIn(file) ?? 'torch', place: placeOf(back) }]
    : [];
};

const command = /\b(?:(spacy) train|(yolo) (?:\w+=?\w* )*?(?:mode=)?train)\b/;
const titles: Readonly<Record<string, string>> = { spacy: 'spaCy', yolo: 'YOLO' };

const commandIn = (text: string, place: Omit<Excerpt, 'text'>): readonly Training[] => {
  const found = command.exec(text);
  const tool = found?.[1] ?? found?.[2];
  return tool ? [{ name: titles[tool] ?? tool, place: { ...place, text: text.trim().slice(0, 160) } }] : [];
};

/** Commands that code puts together word by word, or hands over whole. */
const byCommand = ({ calls, strings }: PythonFile): readonly Training[] => [
  ...strings.flatMap(({ role, value, path, line }, at) => {
    const next = strings[at + 1];
    return role === 'element' && next ? commandIn(`${value} ${next.value}`, { path, line }) : [];
  }),
  ...calls
    .filter(({ name }) => /(^|\.)(system|run|call|check_call|Popen)$/.test(name))
    .flatMap((call) => commandIn(call.args.join(' '), call.place)),
];

const recipes = /(^|\/)(Makefile|GNUmakefile|justfile|dvc\.yaml|[^/]+\.sh|[^/]+\.mk)$/i;

const byRecipe = ({ texts }: Pick<SourceFacts, 'texts'>): readonly Training[] =>
  texts
    .filter(({ path }) => recipes.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((row, at) => commandIn(row.slice(0, 400), { path, line: at + 1 })),
    );

/** Training that is no `fit`: trainers, tuners, loops over gradients, commands. One approach each. */
export const findTrainings = (facts: Pick<SourceFacts, 'python' | 'texts'>): readonly Training[] => {
  const own = facts.python.filter(({ test }) => !test);
  const isTuned = own.some((file) => imports(file, /^(keras_tuner|kerastuner)(\.|$)/));
  const all = [
    ...own.flatMap((file) => [
      ...tuned(file, isTuned),
      ...byTrainer(file),
      ...bySpacy(file),
      ...byRequest(file),
      ...byLoop(file),
      ...byCommand(file),
    ]),
    ...byRecipe(facts),
  ];
  return [...new Map(all.toReversed().map((found) => [found.name, found])).values()]
    .toReversed()
    .slice(0, most);
};
