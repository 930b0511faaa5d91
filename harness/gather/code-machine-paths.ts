import type { CodeEvidence } from '../evidence/code.ts';
import { machinePathAt } from '../source/machine-paths.ts';
import { baseName } from '../source/paths.ts';
import type { SourceFacts } from '../source/types.ts';
import type { OwnCode } from './code-files.ts';

const most = 200;

type MachinePath = SourceFacts['python'][number]['machinePaths'][number];

const isConfiguration = (path: string): boolean =>
  /\.(ya?ml|toml|cfg|ini|env|conf|properties)$|(^|\/)(\.env[\w.-]*|Makefile|docker-compose[\w.-]*)$/i.test(
    path,
  );

/** CodeDeploy's file names where to put things on the machine that it deploys to. */
const isDeployment = (path: string): boolean => /^appspec\.ya?ml$/i.test(baseName(path));

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** Folders that a library saved a model into, its own configuration among it: MLflow's, spaCy's, Hugging Face's. */
const modelFolders = ({ files }: SourceFacts): readonly string[] => {
  const all = new Set(files.map(({ path }) => path));
  const isSaved = (path: string): boolean => {
    const name = baseName(path);
    if (name === 'MLmodel' || name === 'tokenizer_config.json') return true;
    return name === 'meta.json' && all.has(`${folderOf(path)}config.cfg`);
  };
  return [...new Set([...all].filter(isSaved).map(folderOf))].filter((folder) => folder !== '');
};

/** `prefix:` is what conda writes under every environment that it exports. */
const configured = (facts: SourceFacts): readonly MachinePath[] => {
  const saved = modelFolders(facts);
  return facts.texts
    .filter(({ path }) => isConfiguration(path) && !isDeployment(path))
    .filter(({ path }) => !saved.some((folder) => path.startsWith(folder)))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) =>
          /^\s*(#|prefix:)/.test(line) ? [] : machinePathAt({ path, line: index + 1, text: line }),
        ),
    );
};

/** A home folder that a Dockerfile makes or mounts is the container's, whoever is called so. */
const isOfContainer = ({ texts }: SourceFacts, value: string): boolean => {
  const [folder] = /^\/\w+\/[^/\\]+/.exec(value) ?? [];
  const recipes = texts.filter(({ path }) =>
    /dockerfile|containerfile|compose[\w.-]*\.ya?ml$|devcontainer/i.test(path),
  );
  return folder !== undefined && recipes.some(({ text }) => text.includes(folder));
};

/** Each path once, where it first stands: written twice, it is still one to change. */
export const machinePathsIn = (facts: SourceFacts, { files }: OwnCode): CodeEvidence['machinePaths'] => {
  const first = new Map<string, MachinePath>();
  for (const found of [...files.flatMap(({ machinePaths }) => machinePaths), ...configured(facts)])
    if (!first.has(found.value)) first.set(found.value, found);
  return [...first.values()]
    .filter(({ value }) => !isOfContainer(facts, value))
    .slice(0, most)
    .map(({ path, line, text }) => ({ path, line, text }));
};
