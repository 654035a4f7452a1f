/** Regions, named country sets, calendars and exchange rates. */
import type {
  Calendar,
  CountrySet,
  ExchangeRate,
  Region,
  ResidencyPolicy,
} from "../../server/src/catalogue/types";
import type { FactCalendar, FactRegion, JurisdictionFacts, SelfHostingFacts } from "./facts";

/**
 * Regions that name a country for storage or contract only: inference is not tied to it, so no country is stated.
 */
const PLACE_NOT_STATED: ReadonlySet<string> = new Set(["sg-international"]);

const REGION_NOTES: Readonly<Record<string, string>> = {
  "sg-international": "Storage in Singapore; inference anywhere except mainland China.",
  apac: "Several countries.",
  "gcp-region": "The region the customer chooses; name it to state a country.",
  "byteplus-ap-southeast-1": "The country is commonly given as Malaysia; the host does not state it.",
};

/** Names for table rows and hints, where the full name is a sentence. Amazon's regions take their own id. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  global: "Global",
  us: "US",
  eu: "EU",
  apac: "Asia Pacific",
  cn: "China",
  "sg-international": "International",
  "byteplus-eu-west-1": "eu-west-1",
  "byteplus-ap-southeast-1": "ap-southeast-1",
  gb: "UK",
  "azure-eu-datazone": "EU data zone",
  "azure-us-datazone": "US data zone",
  "gcp-region": "One region",
};

function shortNameOf(id: string): string | undefined {
  return id.startsWith("aws-") ? id.slice("aws-".length) : SHORT_NAMES[id];
}

export function regionOf(region: FactRegion): Region {
  const isOpen = PLACE_NOT_STATED.has(region.id);
  const note = REGION_NOTES[region.id];
  const shortName = shortNameOf(region.id);
  const stated = region.jurisdiction === "EU" ? "EU" : null;
  return {
    id: region.id,
    name: region.name.replace("AWS AWS", "AWS"),
    ...(shortName === undefined ? {} : { shortName }),
    country: isOpen ? null : region.country,
    jurisdiction: region.country === null ? stated : null,
    ...(note === undefined ? {} : { note }),
  };
}

/** EU, EEA, adequacy decisions and the countries of concern of the US data rule. */
export function countrySets(facts: JurisdictionFacts): CountrySet[] {
  const members = facts.eu.members.map((entry) => entry.code).sort();
  const adequate = facts.adequacy.map((entry) => entry.country).sort();
  const checked = facts.compiledOn;
  return [
    { id: "EU", name: "European Union", countries: members, source: "Treaty membership", checked },
    {
      id: "eea",
      name: "European Economic Area",
      countries: [...members, ...facts.eu.eeaExtra.map((entry) => entry.code)].sort(),
      source: "Treaty membership",
      checked,
    },
    {
      id: "eu-adequacy",
      name: "Countries with an EU adequacy decision, without the US (which needs a certified company)",
      countries: adequate.filter((code) => code !== "US"),
      source: "Adequacy lists of activemind.legal and cpdp; decision (EU) 2026/179 for Brazil",
      checked,
    },
    {
      id: "eu-adequacy-with-dpf",
      name: "Countries with an EU adequacy decision, the US under the Data Privacy Framework included",
      countries: adequate,
      source: "Adequacy lists of activemind.legal and cpdp; decision (EU) 2026/179 for Brazil",
      checked,
    },
    {
      id: "countries-of-concern-eo-14117",
      name: "Countries of concern under US Executive Order 14117",
      countries: [...facts.eo14117.flatCodes].sort(),
      source: "28 CFR 202.601",
      // The day of the copy of the rule that was read.
      checked: "2026-04-05",
    },
  ];
}

/** Rules that settings may name. What each is about is written by hand; places come from the facts. */
export function policies(facts: JurisdictionFacts): ResidencyPolicy[] {
  const adequacy = "Adequacy lists of activemind.legal and cpdp; decision (EU) 2026/179 for Brazil";
  return [
    {
      id: "countries-of-concern-eo-14117",
      name: "Countries of concern under US Executive Order 14117",
      places: [...facts.eo14117.flatCodes].sort(),
      ownership: true,
      about:
        "28 CFR part 202 restricts access of these countries, and of companies they own, to bulk sensitive personal data of US persons. It does not name calls of AI models.",
      source: "28 CFR 202.601, in the eCFR; 90 FR 1706",
      checked: "2026-04-05",
    },
    {
      id: "eea-only",
      name: "European Economic Area",
      places: ["eea"],
      ownership: false,
      about: "GDPR chapter V asks for no further ground where data stays inside the EEA.",
      source: "Treaty membership",
      checked: facts.compiledOn,
    },
    {
      id: "eea-and-adequate",
      name: "European Economic Area and countries with an EU adequacy decision",
      places: ["eea", "eu-adequacy"],
      ownership: false,
      about:
        "Transfers to these countries need no further safeguard; some decisions cover a part of their companies. The US is left out: only companies certified under the Data Privacy Framework count.",
      source: adequacy,
      checked: facts.compiledOn,
    },
    {
      id: "us-only",
      name: "United States",
      places: ["US"],
      ownership: false,
      about: "Hosts that promise inference in the United States.",
      source: "What hosts publish",
      checked: facts.compiledOn,
    },
  ];
}

export function calendarOf(calendar: FactCalendar): Calendar {
  return {
    id: calendar.id,
    timeZone: calendar.tz,
    days: calendar.ranges.map(([from, to]) => ({ from, to })),
  };
}

export function exchangeRates(facts: SelfHostingFacts): ExchangeRate[] {
  return facts.fx.map(({ pair, rate, date, source }) => {
    const [from = "", to = ""] = pair.split("/");
    return { from, to, rate, date, source: rateSource(source) };
  });
}

function rateSource(source: string): string {
  if (source.startsWith("szp2005/"))
    return "https://github.com/szp2005/llm-prices-cn at 88b8e7b, prices.json";
  if (source.startsWith("ECB")) return "ECB reference rates";
  return source.startsWith("Frankfurter") ? "Frankfurter API (ECB reference rates)" : source;
}
