/** The `selfHosted` block of an offer. Whether its parts fit together is known later, over the whole catalogue. */
import type * as z from "zod/mini";
import { about, described, fields, number, optional, span, text, whole } from "./fields";

const MAX_MONEY = 100_000_000;
const MAX_RATE = 1_000_000_000;

const name = (description: string, ...examples: string[]) =>
  optional(described(text(), description, ...examples));
const money = (description: string, example: number) =>
  optional(described(span(MAX_MONEY, "an amount of money"), description, example));
const rate = (description: string, example: number) =>
  optional(described(span(MAX_RATE, "tokens per second of all GPUs"), description, example));

export const selfHosted = about(
  fields({
    preset: name("A whole formula of ours to start from; what you state goes before it.", "deepseek-r1-h200"),
    machine: name("GPU server of ours: rent and power.", "h200"),
    benchmark: name("Measured throughput of ours, per GPU.", "deepseek-r1-h200-sglang"),
    electricity: name("Price of power of ours. Leave it out where the rent includes power.", "eu"),
    cooling: name("PUE of ours.", "aws"),
    gpu: name("Name of the GPU, for people."),
    gpus: optional(
      described(
        whole(number(1_000_000, "a number of GPUs", undefined, 1), "write a whole number of GPUs"),
        "Number of GPUs that serve the model together.",
        8,
      ),
    ),
    rentPerGpuHour: money("Rent per GPU and hour.", 3.5),
    purchasePerGpu: money("Purchase per GPU with its share of the server, written off evenly.", 35_000),
    writeOffYears: optional(
      described(
        number(50, "a number of years", undefined, 0.1),
        "Years over which a purchase is written off.",
        4,
      ),
    ),
    wattsPerGpu: optional(
      described(
        span(100_000, "watts of the server per GPU"),
        "Power of the server divided by its GPUs.",
        950,
      ),
    ),
    pue: optional(
      described(
        span(10, "a PUE like 1.2"),
        "Power of the building over that of the machines, 1 or more.",
        1.2,
      ),
    ),
    electricityPerKwh: money("Price of power per kWh.", 0.19),
    utilisation: optional(
      described(
        span(1, "a share like 0.4"),
        "Share of the paid hours in which the machines work, above 0, at most 1.",
        0.4,
      ),
    ),
    prefillTokensPerSecond: rate("Prompt tokens per second of all GPUs.", 50_000),
    decodeTokensPerSecond: rate("Answer tokens per second of all GPUs.", 15_000),
    totalTokensPerSecond: rate(
      "Prompt and answer tokens per second together, where they were not measured apart.",
      20_000,
    ),
    benchmarkSource: name("Who measured the throughput."),
  }),
  {
    id: "selfHosted",
    description:
      "Computes the price from machines of your own. Money is in the offer's currency; throughput is of all GPUs together.",
  },
);

/** What a person wrote; money is in the offer's currency. What is left out comes from the parts named. */
export type SelfHostedEntry = z.infer<typeof selfHosted>;
