import type { Excerpt, Place } from '../types.ts';
import type { HandlerFact, RuleFact, StatementFact, TestFact } from './code-types.ts';

export type { HandlerFact, RuleFact, StatementFact, TestFact } from './code-types.ts';

/** One Python function or method of the submission, as written. */
export type FunctionFact = {
  readonly name: string;
  readonly place: Place;
  readonly annotated: boolean;
  readonly documented: boolean;
  readonly lines: number;
  /** Called by what is not seen here: a decorator registers it, a base class or the language calls it. */
  readonly hooked: boolean;
};

/** A call such as `mlflow.log_metric(...)`, its name resolved through the file's imports. */
export type CallFact = {
  /** Full dotted name after imports: `mlflow.log_metric`, `sklearn.metrics.roc_auc_score`; a bare name when unresolved. */
  readonly name: string;
  readonly place: Place;
  /** The statement, or the call alone where the statement is long; at most 200 characters. */
  readonly text: string;
  /** Keyword arguments as written, e.g. `random_state: '42'`. */
  readonly keywords: Readonly<Record<string, string>>;
  /** Positional arguments as written, at most four. */
  readonly args: readonly string[];
  /** For a method: the resolved name of the call that made the object, `mlflow.tracking.MlflowClient`. */
  readonly owner: string | null;
  /** The function that the call stands in. */
  readonly within: string | null;
};

/** A string literal of at most 80 characters that stands as subscript, key, element or argument. */
export type StringFact = Excerpt & {
  readonly value: string;
  readonly role: 'subscript' | 'key' | 'element' | 'argument';
  /** What it is given to, from the inside out: keywords, calls and assigned names, `['columns', 'df.drop', 'X']`. */
  readonly holders: readonly string[];
};

/** Writing inside code: at most 8,000 characters a piece. */
export type ProseFact = Place & {
  readonly text: string;
  readonly from: 'docstring' | 'comment' | 'printed';
};

/** One text file, lines cut at 2,000 characters, the whole at 256 KiB. */
export type TextFile = { readonly path: string; readonly text: string };

export type ImportFact = {
  readonly module: string;
  readonly name: string | null;
  readonly alias: string;
  readonly place: Place;
};

/** An application object: `app = FastAPI()`. */
export type AppFact = {
  readonly framework:
    | 'fastapi'
    | 'flask'
    | 'starlette'
    | 'litestar'
    | 'django'
    | 'bentoml'
    | 'sanic'
    | 'dash'
    | 'other';
  readonly variable: string;
  readonly factory: boolean;
  readonly place: Place;
};

/** An edit at one expression that would break the function around it. `start` counts UTF-16 units from the file's beginning. */
export type MutationFact = {
  readonly kind: 'comparison' | 'arithmetic' | 'boolean' | 'negation' | 'condition' | 'result';
  /** The function that it stands in. */
  readonly within: string;
  readonly line: number;
  readonly start: number;
  readonly before: string;
  readonly after: string;
};

/** What a step is given: a name (`df`, `self.x`), an earlier result (`%12`), a literal after a quote (`'price`), or nothing. */
export type Operand = string;

/** One thing that a statement does, in the order of evaluation; `at` is its statement. */
export type FlowStep = { readonly at: number } & (
  | {
      readonly do: 'call';
      readonly to: Operand;
      /** Resolved through imports, as in `CallFact`. */
      readonly name: string;
      /** What a method is called on. */
      readonly on: Operand;
      readonly args: readonly Operand[];
      readonly keywords: Readonly<Record<string, Operand>>;
    }
  | { readonly do: 'attribute'; readonly to: Operand; readonly of: Operand; readonly name: string }
  | { readonly do: 'item'; readonly to: Operand; readonly of: Operand; readonly key: Operand }
  /** Operators, comparisons, conditions: `by` is the operator. */
  | { readonly do: 'mix'; readonly to: Operand; readonly of: readonly Operand[]; readonly by: string }
  /** Lists, tuples, sets, dictionaries: `keys` of those that hold more than literals. A last '' is all that are too many. */
  | ({ readonly do: 'pack'; readonly to: Operand; readonly of: readonly Operand[] } & {
      readonly keys?: readonly Operand[];
    })
  /** One name, several of a tuple, or those of a loop. */
  | { readonly do: 'bind' | 'each'; readonly to: readonly Operand[]; readonly of: Operand }
  /** `df['a'] = x`, `df.loc[mask, 'a'] = x`. */
  | {
      readonly do: 'put';
      readonly to: Operand;
      readonly key: Operand;
      readonly of: Operand;
      readonly mask?: Operand;
    }
  | { readonly do: 'delete'; readonly of: Operand; readonly key: Operand }
  | { readonly do: 'return'; readonly of: Operand }
);

/** What a file does with its values: enough to follow data from loads to uses. */
export type Flow = {
  readonly functions: readonly {
    readonly name: string;
    /** The class that it is a method of. */
    readonly owner: string | null;
    readonly parameters: readonly string[];
    /** Literals that parameters have when nothing is given for them, quoted as operands. */
    readonly defaults: Readonly<Record<string, Operand>>;
    readonly place: Place;
  }[];
  /** Classes that it defines, each with the names of what it takes after, resolved through imports. */
  readonly classes: readonly { readonly name: string; readonly bases: readonly string[] }[];
  readonly statements: readonly {
    readonly line: number;
    readonly endLine?: number;
    /** On one line, at most 160 characters. */
    readonly text: string;
    /** Position in `functions`; null at the level of the module. */
    readonly within: number | null;
    /** What has to hold of a name for it to be reached; an empty name with the text of conditions that are not told. */
    readonly when?: readonly {
      /** Equal for the branches of one condition. */
      readonly id: number;
      readonly name: string;
      readonly is: string;
      readonly holds: boolean;
    }[];
  }[];
  readonly steps: readonly FlowStep[];
};

export type PythonFile = {
  readonly path: string;
  readonly notebook: boolean;
  readonly test: boolean;
  readonly imports: readonly ImportFact[];
  readonly functions: readonly FunctionFact[];
  readonly calls: readonly CallFact[];
  readonly strings: readonly StringFact[];
  readonly tests: readonly TestFact[];
  readonly apps: readonly AppFact[];
  /** Comparisons by size, at most 200: `psi >= ALERT`. */
  readonly comparisons: readonly Excerpt[];
  /** Markdown cells of a notebook, each with the line of its cell in the order of cells. */
  readonly markdown: readonly Excerpt[];
  /** What its cells printed when they were last run, each piece with the line of its cell. */
  readonly outputs: readonly Excerpt[];
  readonly prose: readonly ProseFact[];
  readonly statements: readonly StatementFact[];
  /** Every name that stands somewhere else than where it is defined, each once. */
  readonly named: readonly string[];
  readonly handlers: readonly HandlerFact[];
  /** The block that runs when the file is started as a program. */
  readonly guard: Place | null;
  /** Absolute paths that only one machine has. */
  readonly machinePaths: readonly (Excerpt & { readonly value: string })[];
  /** Null where the rules could not be asked: of the file, nothing is known. */
  readonly rules: readonly RuleFact[] | null;
  /** Places to break its functions at, a bounded choice of them. None in tests and notebooks. */
  readonly mutations: readonly MutationFact[];
  readonly flow: Flow;
};

/** One file in TypeScript or JavaScript, read alone: no name is followed into another file. */
export type ScriptFile = Pick<
  PythonFile,
  | 'path'
  | 'test'
  | 'functions'
  | 'calls'
  | 'strings'
  | 'tests'
  | 'statements'
  | 'named'
  | 'handlers'
  | 'machinePaths'
  | 'rules'
  | 'mutations'
> & { readonly imports: readonly string[] };

/** A pickled model: the packages that loading it imports, and the scikit-learn that wrote it. */
export type PickledFact = {
  readonly path: string;
  readonly modules: readonly string[];
  readonly scikitLearn: string | null;
};

/** A secret that a file holds. `value` is for masking alone: what becomes evidence has it masked. */
export type SecretFact = Excerpt & { readonly kind: string; readonly value: string; readonly weak?: true };

export type FileKind =
  | 'python'
  | 'notebook'
  | 'typescript'
  | 'javascript'
  | 'markdown'
  | 'config'
  | 'data'
  | 'model'
  | 'other';

/** Everything read from the submission's files without running them: plain JSON from a killable child process. */
export type SourceFacts = {
  readonly files: readonly {
    readonly path: string;
    readonly bytes: number;
    readonly lines: number | null;
    readonly kind: FileKind;
    readonly origin: 'own' | 'vendored' | 'generated' | 'supplied';
  }[];
  readonly python: readonly PythonFile[];
  /** TypeScript and JavaScript of its own. */
  readonly scripts: readonly ScriptFile[];
  /** Writing and configuration of its own: README and kin, Dockerfiles, CI, lists of dependencies. */
  readonly texts: readonly TextFile[];
  readonly pickled: readonly PickledFact[];
  readonly secrets: readonly SecretFact[];
  /** Files that could not be analysed, each costing itself and nothing else. */
  readonly unread: readonly {
    readonly path: string;
    readonly because: 'too-big' | 'timed-out' | 'crashed' | 'encoding';
  }[];
};
