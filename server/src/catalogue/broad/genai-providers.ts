/** Where the providers of pydantic/genai-prices are in our words: host and region of each, and which are left out and why. */

export interface ProviderPlace {
  readonly host: string;
  /** undefined = the host's default region. */
  readonly region?: string;
  /** The provider is the maker of its models: their names there are theirs. */
  readonly lab?: string;
  readonly name?: string;
  readonly url?: string;
}

/** Providers whose host the curated data knows, and further ones that sell models by the token. */
export const PROVIDERS: Readonly<Record<string, ProviderPlace>> = {
  anthropic: { host: "anthropic", lab: "anthropic" },
  arcee: { host: "arcee", lab: "arcee", name: "Arcee AI", url: "https://api.arcee.ai" },
  avian: { host: "avian", name: "Avian", url: "https://api.avian.io" },
  aws: { host: "aws-bedrock" },
  azure: { host: "azure" },
  baseten: { host: "baseten" },
  cerebras: { host: "cerebras" },
  cloudflare: { host: "cloudflare" },
  cohere: { host: "cohere", lab: "cohere", name: "Cohere", url: "https://api.cohere.com" },
  deepseek: { host: "deepseek", lab: "deepseek" },
  doubleword: { host: "doubleword", name: "Doubleword", url: "https://api.doubleword.ai" },
  fireworks: { host: "fireworks" },
  google: { host: "google-ai-studio", lab: "google" },
  groq: { host: "groq" },
  huggingface_cerebras: huggingFace("cerebras", "Cerebras"),
  "huggingface_fireworks-ai": huggingFace("fireworks-ai", "Fireworks"),
  huggingface_groq: huggingFace("groq", "Groq"),
  huggingface_hyperbolic: huggingFace("hyperbolic", "Hyperbolic"),
  huggingface_nebius: huggingFace("nebius", "Nebius"),
  huggingface_novita: huggingFace("novita", "Novita"),
  huggingface_nscale: huggingFace("nscale", "Nscale"),
  huggingface_ovhcloud: huggingFace("ovhcloud", "OVHcloud"),
  huggingface_publicai: huggingFace("publicai", "Public AI"),
  huggingface_sambanova: huggingFace("sambanova", "SambaNova"),
  huggingface_together: huggingFace("together", "Together"),
  minimax: { host: "minimax-intl", lab: "minimax" },
  mistral: { host: "mistral", lab: "mistral" },
  modal: { host: "modal", name: "Modal" },
  moonshotai: { host: "moonshot-intl", lab: "moonshot" },
  novita: { host: "novita" },
  openai: { host: "openai", lab: "openai" },
  openrouter: { host: "openrouter" },
  ovhcloud: { host: "ovhcloud" },
  perplexity: { host: "perplexity", lab: "perplexity", name: "Perplexity", url: "https://api.perplexity.ai" },
  quicksilverpro: { host: "quicksilverpro", name: "QuickSilver Pro", url: "https://api.quicksilverpro.io" },
  together: { host: "together" },
  "x-ai": { host: "xai", lab: "xai" },
  zai: { host: "zai", lab: "zhipu" },
};

/** Why a provider has no place here. */
export const PROVIDERS_LEFT_OUT: Readonly<Record<string, string>> = {
  cursor: "prices inside a subscription, not of an API",
  "github-copilot": "prices inside a subscription, not of an API",
  typesafe: "states no output price",
  voyageai: "embeddings only",
  zhipuai: "CNY prices converted at an unstated rate",
};

function huggingFace(id: string, name: string): ProviderPlace {
  const url = `https://router.huggingface.co/${id}`;
  return { host: `huggingface-${id}`, name: `${name} by Hugging Face`, url };
}

/** Organisations in model names, and the lab they are. Others become labs under their own name. */
export const ORGANISATIONS: Readonly<Record<string, string>> = {
  "deepseek-ai": "deepseek",
  "meta-llama": "meta",
  "z-ai": "zhipu",
  "zai-org": "zhipu",
  thudm: "zhipu",
  moonshotai: "moonshot",
  minimaxai: "minimax",
  qwen: "alibaba",
  "alibaba-nlp": "alibaba",
  "bytedance-seed": "bytedance",
  mistralai: "mistral",
  "x-ai": "xai",
  cohereforai: "cohere",
};

/** Bedrock's vendor words. */
export const BEDROCK_VENDORS: Readonly<Record<string, string>> = {
  amazon: "amazon",
  anthropic: "anthropic",
  deepseek: "deepseek",
  google: "google",
  meta: "meta",
  mistral: "mistral",
  nvidia: "nvidia",
  openai: "openai",
  qwen: "alibaba",
  writer: "writer",
};
