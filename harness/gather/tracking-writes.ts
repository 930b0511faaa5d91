import { modulesOf } from '../source/modules.ts';
import type { CallFact, PythonFile, ScriptFile, SourceFacts } from '../source/types.ts';
import { behind, namesIn } from './tracking-behind.ts';

/** A call that writes something to a file. */
export type Write = {
  readonly call: CallFact;
  /** Null in TypeScript and JavaScript, where no name is followed. */
  readonly file: PythonFile | null;
  /** Where to and what, as expressions. */
  readonly to: string;
  readonly what: string;
  /** The call says itself that it adds to what is there. */
  readonly appends: boolean;
};

const writing =
  /^((json|yaml)\.(safe_)?dump)$|(^|\.)(to_csv|to_json|writerows?|write_text|write)$|(^|\.)(append|write)File(Sync)?$/;
/** A mode that adds: `open(path, "a")`, `mode="a"`, `{ flag: 'a' }`. */
export const adds = /\bopen\([^)]*["']a[bt+]*["']|\bmode\s*=\s*["']a|\bflag:\s*["']a/;

const last = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** `log` of `log.writerow(row)`. */
const receiver = ({ name, text }: CallFact): string => {
  const at = text.indexOf(`.${last(name)}(`);
  return at === -1 ? '' : text.slice(0, at).replace(/^(return|\w+\s*=(?!=))\s*/, '');
};

const directly = (call: CallFact): Pick<Write, 'to' | 'what' | 'appends'> => {
  const [first = '', second = ''] = call.args;
  const { keywords } = call;
  switch (last(call.name)) {
    case 'dump':
    case 'safe_dump':
      return { what: first, to: second || (keywords.fp ?? keywords.stream ?? ''), appends: false };
    case 'to_csv':
    case 'to_json':
      return {
        what: receiver(call),
        to: first || (keywords.path_or_buf ?? ''),
        appends: /^["']a/.test(keywords.mode ?? ''),
      };
    case 'writerow':
    case 'writerows':
    case 'write':
    case 'write_text':
      return { what: first, to: receiver(call), appends: false };
    default:
      return { what: second, to: first, appends: /append/i.test(call.name) || adds.test(call.text) };
  }
};

const isInside = (
  { place }: CallFact,
  around: { readonly line: number; readonly endLine?: number | undefined },
): boolean => place.line >= around.line && place.line <= (around.endLine ?? around.line);

const writesOf = (file: PythonFile): readonly Write[] =>
  file.calls.filter(({ name }) => writing.test(name)).map((call) => ({ call, file, ...directly(call) }));

type Helper = Pick<Write, 'appends'> & {
  readonly path: string;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly to: string;
};

const longestHelper = 20;
const namedAsHelper = /write|save|dump|append|record|persist|store|export|log/i;

/** Short functions that write to a path which they are given, and say so by their names. */
const helpersIn = (file: PythonFile, writes: readonly Write[]): readonly Helper[] =>
  file.flow.functions.flatMap(({ name, parameters, place }) => {
    const lines = (place.endLine ?? place.line) - place.line;
    const write = writes.find(({ call }) => isInside(call, place));
    if (!write || lines > longestHelper || !namedAsHelper.test(name)) return [];
    const texts = behind({ file, line: write.call.place.line }, write.to);
    const to = texts.flatMap(namesIn).find((one) => parameters.includes(one));
    if (to === undefined) return [];
    return [
      {
        path: file.path,
        name,
        parameters,
        to,
        appends: write.appends || texts.some((text) => adds.test(text)),
      },
    ];
  });

const throughHelpers = (file: PythonFile, find: (call: CallFact) => Helper | undefined): readonly Write[] =>
  file.calls.flatMap((call) => {
    const helper = find(call);
    if (!helper) return [];
    const at = helper.parameters.indexOf(helper.to);
    const to = call.keywords[helper.to] ?? call.args[at] ?? '';
    const what = call.args.filter((_, index) => index !== at).join(', ');
    return to === '' ? [] : [{ call, file, to, what, appends: helper.appends }];
  });

/** What code outside tests writes, by its own calls or through short functions of its own. */
export const writesIn = ({ python, scripts }: Pick<SourceFacts, 'python' | 'scripts'>): readonly Write[] => {
  const files = python.filter(({ test }) => !test);
  const own = files.map((file) => ({ file, writes: writesOf(file) }));
  const helpers = own.flatMap(({ file, writes }) => helpersIn(file, writes));
  const modules = modulesOf(files.map(({ path }) => path));
  const find = (file: PythonFile) => (call: CallFact) => {
    const found = modules.find(call.name, file.path);
    const path = found?.path ?? file.path;
    const name = found ? found.rest.join('.') : call.name;
    return helpers.find((helper) => helper.path === path && helper.name === name);
  };
  const inScripts = scripts
    .filter(({ test }: ScriptFile) => !test)
    .flatMap(({ calls }) => calls.filter(({ name }) => writing.test(name)));
  return [
    ...own.flatMap(({ file, writes }) => [
      ...writes,
      ...(helpers.length > 0 ? throughHelpers(file, find(file)) : []),
    ]),
    ...inScripts.map((call) => ({ call, file: null, ...directly(call) })),
  ];
};
