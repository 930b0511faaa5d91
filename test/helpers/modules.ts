import { dirname, join, normalize, relative } from 'node:path';
import { Node, Project, type SourceFile } from 'ts-morph';

const root = join(import.meta.dirname, '..', '..');

type Import = {
  /** A path from the root for our own modules, the specifier as written for packages. */
  readonly target: string;
  readonly specifier: string;
  readonly typeOnly: boolean;
};

export type Module = {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly source: SourceFile;
  readonly imports: readonly Import[];
};

/** Every TypeScript module under the folders given, read and not type-checked. */
export function modulesIn(folders: readonly string[]): readonly Module[] {
  const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
  project.addSourceFilesAtPaths(folders.map((folder) => join(root, folder, '**', '*.ts')));
  return project.getSourceFiles().map(moduleOf);
}

function moduleOf(source: SourceFile): Module {
  const path = relative(root, source.getFilePath());
  return { path, source, imports: [...declared(source, path), ...dynamic(source, path)] };
}

function declared(source: SourceFile, path: string): readonly Import[] {
  const all = [...source.getImportDeclarations(), ...source.getExportDeclarations()];
  return all.flatMap((declaration) => {
    const specifier = declaration.getModuleSpecifierValue();
    return specifier === undefined ? [] : [resolved(specifier, { path, typeOnly: typeOnly(declaration) })];
  });
}

type Declaration = ReturnType<SourceFile['getImportDeclarations' | 'getExportDeclarations']>[number];

function typeOnly(declaration: Declaration): boolean {
  if (declaration.isTypeOnly()) return true;
  const named = Node.isImportDeclaration(declaration)
    ? declaration.getNamedImports()
    : declaration.getNamedExports();
  const whole =
    Node.isImportDeclaration(declaration) &&
    (declaration.getDefaultImport() ?? declaration.getNamespaceImport());
  return !whole && named.length > 0 && named.every((name) => name.isTypeOnly());
}

function dynamic(source: SourceFile, path: string): readonly Import[] {
  const calls = source.getDescendants().filter(Node.isCallExpression);
  return calls.flatMap((call) => {
    const [argument] = call.getArguments();
    const imports = Node.isImportExpression(call.getExpression());
    return imports && Node.isStringLiteral(argument)
      ? [resolved(argument.getLiteralValue(), { path, typeOnly: false })]
      : [];
  });
}

function resolved(specifier: string, { path, typeOnly }: { path: string; typeOnly: boolean }): Import {
  const target = specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : specifier;
  return { target, specifier, typeOnly };
}

/** Everything that runs when a module is imported: itself, our own modules and packages, types left out. */
export function closureOf(path: string, modules: readonly Module[]): ReadonlySet<string> {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const reached = new Set<string>();
  const visit = (target: string): void => {
    if (reached.has(target)) return;
    reached.add(target);
    for (const found of byPath.get(target)?.imports ?? []) if (!found.typeOnly) visit(found.target);
  };
  visit(path);
  return reached;
}

/** Modules that import each other in a circle when the program runs, each circle once: `a -> b -> a`. */
export function circlesIn(modules: readonly Module[]): readonly string[] {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (trail.includes(path) || done.has(path)) return;
    const targets = byPath.get(path)?.imports.filter(({ typeOnly }) => !typeOnly) ?? [];
    for (const { target } of targets) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of modules) visit(path, []);
  return circles;
}
