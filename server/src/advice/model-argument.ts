/**
 * What to write as the model so that this call's SDK, with the client it has, reaches an offer. Most clients are bound to one host;
 * libraries with provider prefixes reach many. The prefixes are those that LiteLLM's provider pages (docs.litellm.ai/docs/providers)
 * and LangChain's `init_chat_model` list.
 */
import { type Known, known, unknown } from "../base/known";
import { chooseOffer } from "../catalogue/match/choose";
import { matchModel } from "../catalogue/match/match";
import type { Catalogue, Model, Offer } from "../catalogue/types";
import type { CallEstimate } from "../estimate/estimate-call";

const LITELLM: Readonly<Record<string, string>> = {
  openai: "openai",
  anthropic: "anthropic",
  "google-ai-studio": "gemini",
  "google-vertex": "vertex_ai",
  "aws-bedrock": "bedrock",
  openrouter: "openrouter",
  together: "together_ai",
  fireworks: "fireworks_ai",
  groq: "groq",
  cerebras: "cerebras",
  deepinfra: "deepinfra",
  novita: "novita",
  nebius: "nebius",
  baseten: "baseten",
  mistral: "mistral",
  deepseek: "deepseek",
  xai: "xai",
};

const LANGCHAIN: Readonly<Record<string, string>> = {
  openai: "openai",
  anthropic: "anthropic",
  "google-ai-studio": "google_genai",
  "google-vertex": "google_vertexai",
  "aws-bedrock": "bedrock_converse",
  mistral: "mistralai",
  groq: "groq",
  together: "together",
  fireworks: "fireworks",
  deepseek: "deepseek",
  xai: "xai",
};

/** Creators as a gateway id names them, for labs' own hosts. */
const GATEWAY: Readonly<Record<string, string>> = {
  openai: "openai",
  anthropic: "anthropic",
  "google-ai-studio": "google",
  deepseek: "deepseek",
  mistral: "mistral",
  xai: "xai",
};

/** Clouds whose clients speak one lab's API: another lab's model needs another client class. */
const ONE_LAB_CLIENTS: ReadonlySet<string> = new Set(["google-vertex", "azure"]);

/** Arguments that bind one call to an address or a provider, whatever the id says. */
const BINDING = new Set(["api_base", "base_url", "custom_llm_provider", "model_provider"]);

/** The text of the model argument, or why no text alone reaches the offer. */
export function modelArgument(estimate: CallEstimate, offer: Offer, catalogue: Catalogue): Known<string> {
  const { site, overrides } = estimate.call;
  if (overrides.model !== null || overrides.host !== null)
    return unknown("A directive above the call names the offer: change it there");
  if (offer.host === "azure")
    return unknown("Azure wants the name of a deployment, which only your account knows");
  const current = estimate.offer.known ? estimate.offer.value : null;
  const host = current?.host ?? site.host;
  const place = reachesPlace(offer, current, catalogue);
  if (place !== null) return unknown(place);
  if (host === offer.host) {
    const model = catalogue.models.get(offer.model);
    const present = estimate.model.known ? estimate.model.value : undefined;
    const otherClient = needsOtherClient(site.sdk, offer.host, model, present);
    if (otherClient) return unknown(otherClient);
    return readsBack(known(sameHost(estimate, offer)), offer, catalogue, host);
  }
  return readsBack(otherHost(estimate, offer, host), offer, catalogue, null);
}

/** Some hosts give one name to several models in turn: a text that the analysis would take for another offer is not written. */
function readsBack(
  text: Known<string>,
  offer: Offer,
  catalogue: Catalogue,
  host: string | null,
): Known<string> {
  if (!text.known) return text;
  const match = matchModel(catalogue, text.value, host ?? undefined);
  const isModel = match.known && match.value.model.id === offer.model;
  const at = isModel ? (match.value.host ?? host) : null;
  const chosen = isModel
    ? chooseOffer(catalogue, match.value.model, at === null ? {} : { host: at })
    : undefined;
  // A choice between places of one host is open for the client to settle; another host is a wrong turn.
  const isHost = at === offer.host || (chosen?.known === true && chosen.value.host === offer.host);
  return isHost ? text : unknown(`"${text.value}" does not name ${offer.model} at ${offer.host} alone`);
}

/** Region and tier are set by other arguments or by the client, except where the id itself names them. */
function reachesPlace(offer: Offer, current: Offer | null, catalogue: Catalogue): string | null {
  if (current === null || current.host !== offer.host) {
    if (offer.serviceTier !== "standard") return `The ${offer.serviceTier} tier needs more than a model id`;
    const home = catalogue.hosts.get(offer.host)?.defaultRegion;
    return offer.region === home ? null : `${offer.region} needs a client for that region`;
  }
  const siblings = (catalogue.offersByModel.get(offer.model) ?? []).filter(
    (other) => other.host === offer.host && other.hostModelId === offer.hostModelId,
  );
  const namesTier = siblings.every((other) => other.serviceTier === offer.serviceTier);
  if (offer.region !== current.region) return `${offer.region} needs a client for that region`;
  if (offer.serviceTier === current.serviceTier || namesTier) return null;
  return `The ${offer.serviceTier} tier needs more than a model id`;
}

function needsOtherClient(
  sdk: string,
  host: string,
  model: Model | undefined,
  present: Model | undefined,
): string | null {
  if (sdk === "litellm" || !model || !present || model.lab === present.lab) return null;
  const bound = ONE_LAB_CLIENTS.has(host) || (host === "aws-bedrock" && sdk === "anthropic");
  return bound ? `On ${host} this client speaks only to ${present.lab}'s models` : null;
}

/** The host's own name, dressed as the present literal is. */
function sameHost(estimate: CallEstimate, offer: Offer): string {
  const { site } = estimate.call;
  const written = site.model.id ?? "";
  const prefixes = site.sdk === "litellm" ? LITELLM : site.sdk === "vercel-ai" ? GATEWAY : LANGCHAIN;
  const mark = site.sdk === "langchain" || site.sdk === "langgraph" ? ":" : "/";
  const prefix = prefixes[offer.host];
  const isLibrary = site.sdk !== "openai" && site.sdk !== "anthropic";
  const dressed = prefix !== undefined && isLibrary && written.startsWith(`${prefix}${mark}`);
  return dressed ? `${prefix}${mark}${offer.hostModelId}` : offer.hostModelId;
}

function otherHost(estimate: CallEstimate, offer: Offer, host: string | null): Known<string> {
  const { site } = estimate.call;
  const written = site.model.id ?? "";
  const bound =
    site.call.expr.kind === "call" && site.call.expr.args.some((arg) => BINDING.has(arg.name ?? ""));
  const stays = unknown(
    `The client of this call talks to ${host ?? "another host"}; ${offer.host} needs another client`,
  );
  if (bound || site.unknownBaseUrl !== null) return stays;
  if (site.sdk === "litellm") return prefixed(LITELLM, "/", offer) ?? stays;
  const isNamed = /^[a-z_]+:/.test(written);
  if ((site.sdk === "langchain" || site.sdk === "langgraph") && isNamed)
    return prefixed(LANGCHAIN, ":", offer) ?? stays;
  const isGateway = site.sdk === "vercel-ai" && /^[a-z-]+\//.test(written);
  return (isGateway ? prefixed(GATEWAY, "/", offer) : undefined) ?? stays;
}

function prefixed(
  prefixes: Readonly<Record<string, string>>,
  mark: string,
  offer: Offer,
): Known<string> | undefined {
  const prefix = prefixes[offer.host];
  return prefix === undefined ? undefined : known(`${prefix}${mark}${offer.hostModelId}`);
}
