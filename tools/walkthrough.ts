/** The walkthrough of VS Code's welcome page: four steps from the first hint to prices of one's own. */
import { COMMANDS } from "../shared/ids";

interface Step {
  readonly id: string;
  readonly title: string;
  /** Markdown; a link alone in its line is a button. */
  readonly description: readonly string[];
  /** Name of the Markdown file in client/media/walkthrough/. */
  readonly media: string;
  readonly completionEvents: readonly string[];
}

const button = (title: string, command: string): string => `[${title}](command:${command})`;
const settings = (query: string): string =>
  `workbench.action.openSettings?${encodeURIComponent(JSON.stringify(query))}`;

const STEPS: readonly Step[] = [
  {
    id: "see-costs",
    title: "See what a run costs",
    description: [
      "Open a file that calls a model: hints, lenses and the status bar show the cost of a run before it runs.",
      button("Analyse the Workspace", COMMANDS.analyseWorkspace),
      button("Show the Runs, Dearest First", COMMANDS.showRuns),
    ],
    media: "see-costs.md",
    completionEvents: [`onCommand:${COMMANDS.analyseWorkspace}`, `onCommand:${COMMANDS.showRuns}`],
  },
  {
    id: "compare",
    title: "Compare models and regions",
    description: [
      "Every offer that fits, for the call at the cursor, with the same turns and the same text.",
      button("Compare Models", COMMANDS.compareModels),
    ],
    media: "compare.md",
    completionEvents: [`onCommand:${COMMANDS.compareModels}`, `onCommand:${COMMANDS.compareRegions}`],
  },
  {
    id: "pin",
    title: "Pin what you know",
    description: [
      "Assumptions are always shown. Replace them by your own numbers, for one call or for a folder.",
      button("Open the Assumptions", settings("farebox.assume")),
      button("Why Is There No Hint Here?", COMMANDS.whyNoHint),
    ],
    media: "pin.md",
    completionEvents: [`onCommand:${COMMANDS.pinAssumption}`, "onSettingChanged:farebox.assume.turns"],
  },
  {
    id: "own-prices",
    title: "Add your prices and rules",
    description: [
      "Discounts, your own models and hosts, and where your data may go.",
      button("Open Your Price Catalogue", COMMANDS.openCatalogue),
      button("Open the Residency Rules", settings("farebox.residency")),
    ],
    media: "own-prices.md",
    completionEvents: [`onCommand:${COMMANDS.openCatalogue}`, "onSettingChanged:farebox.residency.allow"],
  },
];

/** `contributes.walkthroughs` of package.json. */
export function walkthroughs(): readonly Record<string, unknown>[] {
  return [
    {
      id: "start",
      title: "Start with Farebox",
      description: "See what LLM code costs before it runs.",
      icon: "client/media/icon.png",
      steps: STEPS.map(({ media, description, ...step }) => ({
        ...step,
        description: description.join("\n"),
        media: { markdown: `client/media/walkthrough/${media}` },
      })),
    },
  ];
}
