import type { Excerpt } from '../evidence/common.ts';
import type { SourceFacts } from '../source/types.ts';

const most = 8;
const stored =
  /^(joblib|pickle|cloudpickle|dill|torch|torch\.jit|torch\.hub|spacy|skops\.io|whisper)\.load(_model|_state_dict_from_url)?$|\.(from_pretrained|load_model|load_from_checkpoint)$|^onnxruntime\.InferenceSession$|^transformers\.pipeline$|^sentence_transformers\.SentenceTransformer$|^ultralytics\.\w*YOLO$|^torchvision\.models\.(\w+\.)*\w+$/;
const asked =
  /^(openai|anthropic|groq|cohere|mistralai|ollama|litellm|google\.(generativeai|genai)|langchain\w*|llama_index|vertexai)\.[\w.]*\w$|^huggingface_hub\.[\w.]*InferenceClient$/;

/** Models that somebody else trained: loaded, or asked over a network. */
export const findLoaded = ({ python }: Pick<SourceFacts, 'python'>): readonly Excerpt[] => {
  const calls = python.filter(({ test }) => !test).flatMap((file) => file.calls);
  const found = calls
    .filter(({ name }) => stored.test(name) || asked.test(name))
    .map(({ place: { path, line }, text }) => ({ path, line, text }));
  return [...new Map(found.map((place) => [`${place.path}:${place.line}`, place])).values()].slice(0, most);
};
