/** The formula of machines of one's own with its numbers, in units, and what it takes to beat an API. */
import { formatCount, formatMoney, formatTokens } from "../../base/format";
import type { Span } from "../../catalogue/self-hosted/formula";
import { priceText } from "../../views/catalogue/price-text";
import type { Against, SelfHostedView } from "../../views/catalogue/self-hosted-view";

/** Lines without line breaks. Figures in brackets are at best and at worst. */
export function selfHostedLines({
  formula,
  cost,
  inputShare,
  breakEven,
  noBreakEven,
}: SelfHostedView): readonly string[] {
  const { gpus, gpu, machine, energy, utilisation, throughput, currency } = formula;
  const money = (span: Span): string => ranged(span, (value) => priceText(value, currency));
  // What is computed has no more digits than its doubt allows.
  const sum = (span: Span): string => ranged(span, (value) => formatMoney(value, currency));
  const rent =
    machine.kind === "rent"
      ? `${gpus} x ${money(machine.perGpuHour)} rent per GPU and hour`
      : `${gpus} x ${money(machine.perGpu)} per GPU / (${machine.writeOffYears} years x 8,760 h)`;
  const power =
    energy === null
      ? "none: the rent includes it"
      : `${gpus} x ${number(energy.wattsPerGpu)} W / 1,000 x PUE ${number(energy.pue)} x ${money(energy.perKwh)} per kWh`;
  const speed =
    throughput.kind === "mixed"
      ? `${number(throughput.total)} tokens/s, prompts and answers together`
      : `${throughput.prefill === null ? "unknown" : number(throughput.prefill)} prompt tokens/s, ${number(throughput.decode)} answer tokens/s`;
  return [
    `Formula, in ${currency}; brackets hold the figure at best and at worst`,
    `  Machine      ${gpus} x ${gpu}`,
    `  per hour     ${rent} = ${sum(cost.machinePerHour)}`,
    `  + power      ${power}${energy === null ? "" : ` = ${sum(cost.energyPerHour)}`}`,
    `  = per hour   ${sum(cost.perHour)}; per month of 730 h ${sum(cost.perMonth)}`,
    `  Throughput   ${speed}`,
    `  Use          ${ranged(utilisation, (share) => `${Math.round(share * 100)}%`)} of the paid hours`,
    `  per 1M       per hour / (tokens/s x 3,600 x use) x 1,000,000`,
    `               input ${cost.input === null ? "unknown: nobody measured prompts" : sum(cost.input)}, output ${sum(cost.output)}`,
    `  Benchmark    ${formula.benchmark}`,
    ...formula.sources.map((source) => `  Source       ${source}`),
    "",
    `Break-even, for ${Math.round(inputShare * 100)}% input tokens (--input-share)`,
    ...breakEven.map((against) => `  ${againstText(against, currency)}`),
    ...(noBreakEven === null ? [] : [`  none: ${noBreakEven}`]),
  ];
}

function againstText(against: Against, currency: string): string {
  const { offerId, apiPerMillion, tokensPerMonth, utilisation, isReachable } = against;
  const use = `${formatCount(utilisation * 100)}% use`;
  const volume = `${formatTokens(tokensPerMonth)} tokens a month (${use})`;
  const api = `${offerId} at ${priceText(apiPerMillion, currency)} per 1M`;
  return isReachable ? `${api}: from ${volume} on` : `${api}: never, it would take ${volume}`;
}

/** "4.45", "3.99 [2.40–6.88]". */
function ranged({ low, typical, high }: Span, text: (value: number) => string): string {
  return low === high ? text(typical) : `${text(typical)} [${text(low)}–${text(high)}]`;
}

function number(span: Span): string {
  return ranged(span, (value) => (value < 10 ? String(Number(value.toPrecision(3))) : formatCount(value)));
}
